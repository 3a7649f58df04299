package io.graft.core.score;

import io.graft.core.score.Value.Forecast;
import java.util.List;
import java.util.stream.IntStream;

/** Brier's score (1950), with sums as NumPy adds them. */
final class Brier {
    private Brier() {}

    static double of(List<Forecast> forecasts) {
        return PairwiseSum.mean(forecasts.stream().mapToDouble(Brier::of).toArray());
    }

    private static double of(Forecast forecast) {
        return PairwiseSum.of(IntStream.range(0, forecast.probabilities().size())
                .mapToDouble(i -> forecast.probabilities().get(i) - (i == forecast.gold() ? 1 : 0))
                .map(distance -> distance * distance)
                .toArray());
    }

    /** {@code exp(x − max) / sum}. */
    static double[] softmax(double[] logits) {
        double largest = IntStream.range(0, logits.length)
                .mapToDouble(i -> logits[i])
                .max()
                .orElse(0);
        double[] powers = IntStream.range(0, logits.length)
                .mapToDouble(i -> Exponential.of(logits[i] - largest))
                .toArray();
        double sum = PairwiseSum.of(powers);
        return IntStream.range(0, powers.length)
                .mapToDouble(i -> powers[i] / sum)
                .toArray();
    }
}
