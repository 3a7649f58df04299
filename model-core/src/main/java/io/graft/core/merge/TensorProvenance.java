package io.graft.core.merge;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a merge did to one tensor, compared with the tensor of the same name in the base. */
public record TensorProvenance(String name, State state) {
    /** How the tensor relates to the base's. */
    public enum State {
        /** The base has no tensor of this name. */
        NEW,
        /** Its bytes, or its type, are others. */
        CHANGED,
        /** It is the base's, byte for byte. */
        IDENTICAL;

        /** The word used in JSON: {@code new}, {@code changed}, {@code identical}. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
