package io.graft.core.method;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Something that a recipe sets for a method. Values are kept as doubles: a flag as 0 or 1, a choice as its place in the list.
 *
 * @param name in recipes
 * @param perModel whether each model may have a value of its own
 * @param optional whether it may go without any value
 * @param fallback its value where the recipe gives none; null if there is none
 * @param meaning one sentence for people
 */
public record Parameter(
        String name,
        Kind kind,
        boolean perModel,
        boolean optional,
        @Nullable Double fallback,
        String meaning) implements Comparable<Parameter> {
    private static final double EXACT_INTEGERS = 1L << 53;

    /** What values there are. */
    public sealed interface Kind {}

    /** Real numbers, which may run over the layers as a gradient. */
    public record Real(Range range) implements Kind {}

    /** Whole numbers. */
    public record Whole(Range range) implements Kind {}

    /** True or false. */
    public record Flag() implements Kind {}

    /** One of these words. */
    public record Choice(List<String> words) implements Kind {
        public Choice {
            words = List.copyOf(words);
        }
    }

    static Parameter real(String name, Range range, String meaning) {
        return new Parameter(name, new Real(range), false, false, null, meaning);
    }

    static Parameter whole(String name, Range range, String meaning) {
        return new Parameter(name, new Whole(range), false, false, null, meaning);
    }

    static Parameter flag(String name, boolean fallback, String meaning) {
        return new Parameter(name, new Flag(), false, false, fallback ? 1.0 : 0.0, meaning);
    }

    /** A choice that falls back on its first word. */
    static Parameter choice(String name, List<String> words, String meaning) {
        return new Parameter(name, new Choice(words), false, false, 0.0, meaning);
    }

    Parameter ofEachModel() {
        return new Parameter(name, kind, true, optional, fallback, meaning);
    }

    Parameter or(double value) {
        return new Parameter(name, kind, perModel, optional, value, meaning);
    }

    /** One that has no value unless the recipe gives one. */
    Parameter ifGiven() {
        return new Parameter(name, kind, perModel, true, fallback, meaning);
    }

    /** Its value where the recipe gives none, if there is one. */
    public OptionalDouble fallbackValue() {
        return fallback == null ? OptionalDouble.empty() : OptionalDouble.of(fallback);
    }

    /** Whether a recipe must give it. */
    public boolean required() {
        return fallback == null && !optional;
    }

    /** Whether a recipe may give this value. */
    public boolean accepts(double value) {
        return switch (kind) {
            case Real(Range range) -> range.holds(value);
            case Whole(Range range) -> range.holds(value) && value == Math.rint(value);
            case Flag() -> value == 0 || value == 1;
            case Choice(List<String> words) -> value == Math.rint(value) && value >= 0 && value < words.size();
        };
    }

    /** The values that it may have, for people: {@code a number in (0, 1]}. */
    public String values() {
        return switch (kind) {
            case Real(Range range) -> range.equals(Range.ANY) ? "a number" : "a number in " + range;
            case Whole(Range range) -> "a whole number in " + range;
            case Flag() -> "true or false";
            case Choice(List<String> words) -> "one of " + String.join(", ", words);
        };
    }

    /** A value as recipes write it: true or false, a word, or a number without a fraction of zero. */
    public Object written(double value) {
        return switch (kind) {
            case Flag() -> value != 0;
            case Choice(List<String> words) -> words.get((int) value);
            case Real _, Whole _ -> number(value);
        };
    }

    private static Number number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS) {
            return (long) value;
        }
        return value;
    }

    @Override
    public int compareTo(Parameter other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
