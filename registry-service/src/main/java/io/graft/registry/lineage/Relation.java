package io.graft.registry.lineage;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a version came from another, in the words of the Hugging Face Hub. */
public enum Relation {
    /** It was trained on top of the other and holds only what that added. */
    ADAPTER,
    /** It is the other, trained further. */
    FINETUNE,
    /** The other went into it. */
    MERGE,
    /** It is the other in a smaller type. */
    QUANTIZED;

    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
