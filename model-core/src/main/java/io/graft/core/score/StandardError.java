package io.graft.core.score;

import java.util.List;
import java.util.OptionalDouble;

/** The standard error of a score: by a formula for a mean, by drawing documents again for the rest, or none. */
final class StandardError {
    private StandardError() {}

    static OptionalDouble of(Aggregation aggregation, List<Value> values, ScoreOptions options) {
        if (values.size() < 2 || options.bootstrapIterations() == 0) {
            return OptionalDouble.empty();
        }
        if (aggregation == Aggregation.MEAN) {
            return OptionalDouble.of(ofMean(values, options.summation()));
        }
        return aggregation.bootstrapped()
                ? OptionalDouble.of(new Bootstrap(aggregation.by(options.summation()), values)
                        .standardError(options.iterations(aggregation), options.summation()))
                : OptionalDouble.empty();
    }

    private static double ofMean(List<Value> values, Summation sums) {
        double[] numbers = values.stream()
                .mapToDouble(value -> value instanceof Value.Scalar(double number) ? number : Double.NaN)
                .toArray();
        return sums.deviation(numbers) / Math.sqrt(numbers.length);
    }
}
