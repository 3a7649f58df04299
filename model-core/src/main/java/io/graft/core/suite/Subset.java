package io.graft.core.suite;

/** Which of a task's documents are asked about. */
public sealed interface Subset {
    /** All of them. */
    record All() implements Subset {}

    /** The first so many, as lm-evaluation-harness's {@code --limit} has it. A biased choice where documents are sorted. */
    record First(int count) implements Subset {
        public First {
            requirePositive(count);
        }
    }

    /**
     * So many drawn by lot, in the order of the documents. Those of a smaller count are among those of a larger one.
     *
     * @param seed the same seed draws the same documents
     */
    record Drawn(int count, long seed) implements Subset {
        public Drawn {
            requirePositive(count);
        }
    }

    private static void requirePositive(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("%d documents".formatted(count));
        }
    }
}
