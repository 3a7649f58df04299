package io.graft.core.score;

import java.util.List;

/** What one document adds to a metric. */
public sealed interface Value {
    /** A number by itself, such as 1 for a right answer. */
    record Scalar(double value) implements Value {}

    /**
     * A share of a ratio of sums.
     *
     * @param amount such as the natural logarithm of a text's likelihood
     * @param units such as the number of its words
     */
    record Weighted(double amount, double units) implements Value {}

    /** Which choice was right and which was taken, counted from 0. */
    record Labelled(int gold, int taken) implements Value {}

    /**
     * How likely each choice was.
     *
     * @param probabilities sum to 1
     */
    record Forecast(int gold, List<Double> probabilities) implements Value {
        public Forecast {
            probabilities = List.copyOf(probabilities);
        }
    }

    /**
     * A text, to be compared with others.
     *
     * @param references what it should have been, any of them; may be empty where nothing is compared
     */
    record Written(List<String> references, String text) implements Value {
        public Written {
            references = List.copyOf(references);
        }
    }
}
