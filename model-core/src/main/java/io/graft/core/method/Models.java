package io.graft.core.method;

/**
 * How many models a method takes, the base not counted.
 *
 * @param base whether they are seen as differences from a base
 */
public record Models(Base base, int least, int most) {
    /** Whether there is a base. */
    public enum Base {
        /** The recipe's base gives config and tokenizer only. */
        NONE,
        /** The base's tensors take part if the recipe names one. */
        OPTIONAL,
        /** There must be one. */
        REQUIRED
    }

    static Models any() {
        return new Models(Base.NONE, 1, Integer.MAX_VALUE);
    }

    static Models onBase(int least, int most) {
        return new Models(Base.REQUIRED, least, most);
    }

    static Models changesOfBase() {
        return onBase(1, Integer.MAX_VALUE);
    }

    /** For people: {@code exactly 2 models}, {@code a base and at least 2 models}. */
    @Override
    public String toString() {
        String models = count() + (most == 1 ? " model" : " models");
        return switch (base) {
            case NONE -> models;
            case OPTIONAL -> models + ", with or without a base";
            case REQUIRED -> "a base and " + models;
        };
    }

    private String count() {
        if (least == most) {
            return "exactly " + least;
        }
        return most == Integer.MAX_VALUE ? "at least " + least : "%d to %d".formatted(least, most);
    }
}
