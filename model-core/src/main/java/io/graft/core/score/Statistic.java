package io.graft.core.score;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** A number that is computed from many documents' values, and from any of them drawn any number of times. */
sealed interface Statistic {
    /** What gives the number from places in the list. */
    ToDoubleFunction<int[]> over(List<Value> values);

    default double of(List<Value> values) {
        return over(values).applyAsDouble(IntStream.range(0, values.size()).toArray());
    }

    record OfScalars(ToDoubleFunction<double[]> function) implements Statistic {
        @Override
        public ToDoubleFunction<int[]> over(List<Value> values) {
            double[] numbers = values.stream()
                    .mapToDouble(value -> cast(Value.Scalar.class, value).value())
                    .toArray();
            return places -> function.applyAsDouble(drawn(numbers, places));
        }

        private static double[] drawn(double[] numbers, int[] places) {
            double[] drawn = new double[places.length];
            for (int i = 0; i < places.length; i++) {
                drawn[i] = numbers[places[i]];
            }
            return drawn;
        }
    }

    record Of<V extends Value>(Class<V> kind, ToDoubleFunction<List<V>> function) implements Statistic {
        @Override
        public ToDoubleFunction<int[]> over(List<Value> values) {
            List<V> all = values.stream().map(value -> cast(kind, value)).toList();
            return places -> function.applyAsDouble(
                    Arrays.stream(places).mapToObj(all::get).toList());
        }
    }

    /** Counts each text once, however often it is drawn. */
    record OfCorpus(CorpusMetric metric) implements Statistic {
        @Override
        public ToDoubleFunction<int[]> over(List<Value> values) {
            List<double[]> counts = values.stream()
                    .map(value -> metric.counts(cast(Value.Written.class, value)))
                    .toList();
            return places -> metric.score(sum(counts, places));
        }

        private static double[] sum(List<double[]> counts, int[] places) {
            double[] sums = new double[counts.getFirst().length];
            for (int place : places) {
                double[] added = counts.get(place);
                Arrays.setAll(sums, i -> sums[i] + added[i]);
            }
            return sums;
        }
    }

    private static <V extends Value> V cast(Class<V> kind, Value value) {
        if (!kind.isInstance(value)) {
            String found = value.getClass().getSimpleName();
            throw ScoreError.SCORE_UNSUITABLE.at(
                    found,
                    "The aggregation takes a %s, and the metric gives a %s.".formatted(kind.getSimpleName(), found),
                    "Leave `aggregation` out: the metric's own is taken then.");
        }
        return kind.cast(value);
    }
}
