package io.graft.core.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Kernels;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Shape;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is at a place in ascending order: held to a sort. */
class OrderStatisticsTest {
    private static final int COUNT = 50_000;
    private static final int RUN = 3_000;
    private static final long[] PLACES = {0, 1, COUNT / 4, COUNT / 2, COUNT / 2 + 1, COUNT - 1};

    @ParameterizedTest
    @EnumSource
    void findsWhatASortPutsThere(SelectionTest.Data data) throws Exception {
        Random random = new Random(data.name().hashCode());
        double[] scores = IntStream.range(0, COUNT)
                .mapToDouble(i -> Math.abs(data.value(random, i)))
                .toArray();
        double[] sorted = Arrays.stream(scores).sorted().toArray();

        assertThat(statistics(scores).at(PLACES))
                .isEqualTo(Arrays.stream(PLACES)
                        .mapToDouble(place -> sorted[(int) place])
                        .toArray());
    }

    @ParameterizedTest
    @EnumSource(names = {"NORMAL", "ALL_EQUAL"})
    void aFewReadingsDoForAllPlaces(SelectionTest.Data data) throws Exception {
        Random random = new Random(1);
        Chunks chunks = new Chunks();
        double[] scores = DoubleStream.generate(() -> Math.abs(data.value(random, 0)))
                .limit(COUNT)
                .toArray();
        statistics(scores, chunks).at(PLACES);

        assertThat(chunks.readings).isLessThanOrEqualTo(4);
    }

    private static OrderStatistics statistics(double[] scores) {
        return statistics(scores, new Chunks());
    }

    private static OrderStatistics statistics(double[] scores, Survey survey) {
        return new OrderStatistics(
                (tile, into, _) -> System.arraycopy(scores, (int) tile.first(0), into, 0, tile.columns()),
                Shape.of(COUNT),
                Cut.ELEMENTS,
                survey);
    }

    private static final class Chunks implements Survey {
        private int readings;

        @Override
        public <T> T collect(Shape shape, Cut cut, Supplier<T> start, Step<T> step, BinaryOperator<T> join) {
            readings++;
            Workspace workspace = new Workspace(Kernels.fastest());
            return IntStream.iterate(0, first -> first < COUNT, first -> first + RUN)
                    .mapToObj(first -> {
                        T result = start.get();
                        step.add(result, new Tile(0, 1, first, Math.min(RUN, COUNT - first), COUNT), workspace);
                        return result;
                    })
                    .reduce(join)
                    .orElseThrow();
        }
    }
}
