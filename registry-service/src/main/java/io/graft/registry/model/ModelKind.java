package io.graft.registry.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.graft.core.GraftException;
import java.util.Arrays;
import java.util.Locale;

/** What a model's versions are. */
public enum ModelKind {
    /** Whole weights that others derive from. */
    BASE,
    /** What one training added to a base model. */
    ADAPTER,
    /** Whole weights that a merge made. */
    MERGED;

    @JsonCreator
    public static ModelKind parse(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new GraftException(
                        ModelError.MODEL_KIND_UNKNOWN,
                        "kind",
                        "\"%s\" is not a kind of model".formatted(word),
                        "Use base, adapter or merged."));
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
