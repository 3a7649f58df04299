package io.graft.registry.lineage;

import io.graft.core.GraftException;

/** Which way to look from a version. */
enum Direction {
    /** What it came from. */
    UP,
    /** What came from it. */
    DOWN,
    BOTH;

    static final int DEEPEST = 100;

    static Direction parse(String word) {
        return switch (word) {
            case "up" -> UP;
            case "down" -> DOWN;
            case "both" -> BOTH;
            default ->
                throw new GraftException(
                        LineageError.LINEAGE_DIRECTION_UNKNOWN,
                        "direction",
                        "\"%s\" is not a direction".formatted(word),
                        "Use up, down or both.");
        };
    }

    /** How many steps to go. */
    static int depth(int asked) {
        if (asked < 0 || asked > DEEPEST) {
            throw new GraftException(
                    LineageError.LINEAGE_DEPTH_OUT_OF_RANGE,
                    "depth",
                    "A depth of %d is not possible".formatted(asked),
                    "Ask for 0 to %d.".formatted(DEEPEST));
        }
        return asked;
    }

    boolean includes(Direction other) {
        return this == BOTH || this == other;
    }
}
