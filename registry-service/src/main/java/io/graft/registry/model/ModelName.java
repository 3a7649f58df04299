package io.graft.registry.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.graft.core.GraftException;
import jakarta.persistence.Embeddable;
import java.util.regex.Pattern;

/** The name of a model, written {@code namespace/name}. */
@Embeddable
public record ModelName(String namespace, String name) {
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}");

    public ModelName {
        require(NAMESPACE, "namespace", namespace);
        require(NAME, "name", name);
    }

    @JsonCreator
    public static ModelName parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw malformed("name", text);
        }
        return new ModelName(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    @JsonValue
    public String toString() {
        return namespace + "/" + name;
    }

    private static void require(Pattern pattern, String field, String text) {
        if (!pattern.matcher(text).matches()) {
            throw malformed(field, text);
        }
    }

    private static GraftException malformed(String field, String text) {
        return new GraftException(
                ModelError.MODEL_NAME_MALFORMED,
                field,
                "\"%s\" is not the %s of a model".formatted(text, field),
                "Write namespace/name with letters, digits and _ . - only; the namespace begins with a lower-case letter or a digit.");
    }
}
