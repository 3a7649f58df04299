package io.graft.core.verification;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one tensor.
 *
 * @param state how it relates to the base's
 * @param elements of the tensor
 * @param checked how many of them were recomputed, or compared with what they are a copy of
 * @param differing how many of these have other bits
 * @param beyondOne how many of these are more than one unit in the last place away
 * @param farthest greatest distance in units in the last place of the largest number that went into the element
 * @param deltaError relative Frobenius error of the change by rounding; null where nothing changes or the base has no such tensor
 * @param unchanged share of the checked elements that are the base's bits; null where the base has no such tensor
 */
public record TensorCheck(
        String name,
        State state,
        long elements,
        long checked,
        long differing,
        long beyondOne,
        double farthest,
        @Nullable Double deltaError,
        @Nullable Double unchanged,
        boolean passed) {
    /** How a tensor of the merged model relates to the base's of the same name. */
    public enum State {
        /** The base has none of this name. */
        NEW,
        /** The recipe changes it. */
        CHANGED,
        /** The base's, byte for byte. */
        IDENTICAL,
        /** The recipe makes it, and the model lacks it. */
        MISSING,
        /** The model has it, and the recipe does not make it. */
        UNEXPECTED;

        /** The word used in JSON. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
