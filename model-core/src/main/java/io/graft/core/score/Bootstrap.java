package io.graft.core.score;

import io.graft.core.random.PythonRandom;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The standard deviation of a statistic over samples drawn from the documents with replacement, as lm-evaluation-harness draws
 * them: in rounds of up to 1000, round i with Python's {@code Random(i)}.
 */
final class Bootstrap {
    private static final int ROUND = 1000;

    private final ToDoubleFunction<int[]> statistic;
    private final int documents;

    Bootstrap(Statistic statistic, List<Value> values) {
        this.statistic = statistic.over(values);
        this.documents = values.size();
    }

    /** @param iterations above 0; what is left after the last whole round is not drawn */
    double standardError(int iterations, Summation sums) {
        int round = Math.min(ROUND, iterations);
        double[] replicates = IntStream.range(0, iterations / round)
                .parallel()
                .mapToObj(seed -> replicates(seed, round))
                .flatMapToDouble(DoubleStream::of)
                .toArray();
        return sums.deviation(replicates);
    }

    private double[] replicates(int seed, int count) {
        PythonRandom random = new PythonRandom(seed);
        double[] replicates = new double[count];
        for (int i = 0; i < count; i++) {
            replicates[i] = statistic.applyAsDouble(random.choices(documents, documents));
        }
        return replicates;
    }
}
