package io.graft.core.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Kernels;
import io.graft.core.kernel.Tile;
import io.graft.core.tensor.Shape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** As many elements as asked for, the largest, and of equals the first: held to a sort. */
class SelectionTest {
    private static final int COUNT = 100_000;

    enum Data {
        NORMAL,
        SINGLE_PRECISION,
        FEW_VALUES,
        MOSTLY_ZERO,
        ALL_EQUAL,
        ALL_ZERO,
        SUBNORMAL,
        EVERY_MAGNITUDE,
        NEIGHBOURS,
        ASCENDING;

        double value(Random random, int i) {
            return switch (this) {
                case NORMAL -> random.nextGaussian();
                case SINGLE_PRECISION -> (float) random.nextGaussian() * 1e-3f;
                case FEW_VALUES -> random.nextInt(-4, 5) * 0.125;
                case MOSTLY_ZERO -> random.nextInt(10) == 0 ? random.nextGaussian() : -0.0;
                case ALL_EQUAL -> 0.7;
                case ALL_ZERO -> random.nextBoolean() ? 0.0 : -0.0;
                case SUBNORMAL -> random.nextInt(1000) * Double.MIN_VALUE;
                case EVERY_MAGNITUDE -> finite(Double.longBitsToDouble(random.nextLong()));
                case NEIGHBOURS -> Double.longBitsToDouble(Double.doubleToLongBits(1.5) + random.nextInt(50));
                case ASCENDING -> i;
            };
        }

        private static double finite(double value) {
            return Double.isFinite(value) ? value : Double.MAX_VALUE;
        }
    }

    @ParameterizedTest
    @EnumSource
    void selectsWhatASortPutsFirst(Data data) throws Exception {
        Random random = new Random(data.name().hashCode());
        double[] scores = IntStream.range(0, COUNT)
                .mapToDouble(i -> data.value(random, i))
                .toArray();
        int[] ranking = ranking(scores);

        for (int count : new int[] {0, 1, 2, 777, COUNT / 3, COUNT / 2, COUNT - 1, COUNT}) {
            assertThat(selected(scores, Shape.of(COUNT), Cut.ELEMENTS, count)).isEqualTo(first(ranking, count));
            assertThat(selected(scores, Shape.of(200, 500), Cut.ROWS, count)).isEqualTo(first(ranking, count));
            assertThat(selected(scores, Shape.of(200, 500), Cut.RECTANGLES, count))
                    .isEqualTo(first(ranking, count));
        }
    }

    /** An answer from a sample is the exact one, whatever the sample says of it. */
    @ParameterizedTest
    @EnumSource
    void selectsTheSameFromASample(Data data) throws Exception {
        Random random = new Random(data.name().hashCode());
        double[] scores = IntStream.range(0, COUNT)
                .mapToDouble(i -> data.value(random, i))
                .toArray();
        int[] ranking = ranking(scores);

        for (int count : new int[] {1, 777, COUNT / 3, COUNT - 1}) {
            Optional<Selection> found = new SampledSearch(
                            (tile, into, _) -> fill(scores, tile, into), Shape.of(200, 500), Cut.ROWS, new Chunks())
                    .largest(count);
            found.ifPresent(selection -> assertThat(selected(selection, scores)).isEqualTo(first(ranking, count)));
            assertThat(found.isPresent() || data == Data.ASCENDING)
                    .as("%s %d", data, count)
                    .isTrue();
        }
    }

    private static int[] ranking(double[] scores) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -Math.abs(scores[i])))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static boolean[] first(int[] ranking, int count) {
        boolean[] first = new boolean[ranking.length];
        IntStream.range(0, count).forEach(i -> first[ranking[i]] = true);
        return first;
    }

    private static boolean[] selected(double[] scores, Shape shape, Cut cut, int count) throws InterruptedException {
        Selection selection =
                Selection.ofLargest(count, (tile, into, _) -> fill(scores, tile, into), shape, cut, new Chunks());
        boolean[] selected = selected(selection, scores);
        assertMasks(selection, scores, selected);
        return selected;
    }

    private static boolean[] selected(Selection selection, double[] scores) {
        boolean[] selected = new boolean[COUNT];
        for (int i = 0; i < COUNT; i++) {
            selected[i] = selection.selects(scores[i], i);
        }
        return selected;
    }

    private static void assertMasks(Selection selection, double[] scores, boolean[] selected) {
        Tile tile = new Tile(1, 199, 0, 500, 500);
        double[] block = new double[tile.count()];
        double[] kept = ones();
        double[] dropped = ones();
        fill(scores, tile, block);
        selection.keep(tile, kept, block, Kernels.fastest());
        selection.drop(tile, dropped, block, Kernels.fastest());
        assertThat(Arrays.copyOf(kept, tile.count())).isEqualTo(where(selected, 1, 0, tile.count()));
        assertThat(Arrays.copyOf(dropped, tile.count())).isEqualTo(where(selected, 0, 1, tile.count()));
    }

    private static double[] where(boolean[] selected, double yes, double no, int count) {
        return IntStream.range(0, count)
                .mapToDouble(i -> selected[500 + i] ? yes : no)
                .toArray();
    }

    private static double[] ones() {
        return IntStream.range(0, COUNT).mapToDouble(_ -> 1).toArray();
    }

    private static void fill(double[] scores, Tile tile, double[] into) {
        for (int i = 0; i < tile.rows(); i++) {
            System.arraycopy(scores, (int) tile.first(i), into, i * tile.columns(), tile.columns());
        }
    }
}
