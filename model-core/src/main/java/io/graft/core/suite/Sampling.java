package io.graft.core.suite;

/** How a model's next token is chosen. */
public sealed interface Sampling {
    /** The likeliest; of equals, the one with the smallest id. */
    record Greedy() implements Sampling {}

    /**
     * By lot among the likeliest.
     *
     * @param temperature above 0
     * @param topK among so many; 0 for all
     * @param topP among the fewest that have this probability together, above 0, at most 1
     * @param seed the same seed and the same model give the same text
     */
    record Random(double temperature, int topK, double topP, long seed) implements Sampling {
        public Random {
            if (!(temperature > 0) || topK < 0 || !(topP > 0 && topP <= 1)) {
                throw new IllegalArgumentException(
                        "temperature %s, top_k %d, top_p %s".formatted(temperature, topK, topP));
            }
        }
    }
}
