package io.graft.core.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.graft.core.adapter.Change;
import io.graft.core.adapter.ExpertLowRank;
import io.graft.core.adapter.GatedLowRank;
import io.graft.core.adapter.Hadamard;
import io.graft.core.adapter.Kronecker;
import io.graft.core.adapter.LowRank;
import io.graft.core.adapter.Rescaling;
import io.graft.core.adapter.Rotation;
import io.graft.core.adapter.RowReplacement;
import io.graft.core.adapter.Shift;
import io.graft.core.adapter.WeightDecomposed;
import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Kernels;
import io.graft.core.kernel.Operand;
import io.graft.core.kernel.StoredOperand;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Elements;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a change makes of a tensor is a matter of its elements, not of how they are read. */
class AdaptedTest {
    private static final int ROWS = 12;
    private static final int COLUMNS = 600;
    private static final Tensor BASE = random(ROWS, COLUMNS);

    private static List<Change> changes() {
        DoubleSupplier gauss = new Random(1)::nextGaussian;
        return List.of(
                new LowRank("w", random(3, COLUMNS), random(ROWS, 3), 0.7, false),
                new LowRank("w", random(3, ROWS), random(COLUMNS, 3), 0.7, true),
                new GatedLowRank(
                        "w", random(3, 700), random(15, 3), random(3), random(ROWS), ROWS, COLUMNS, 0.3, false),
                new GatedLowRank("w", random(3, ROWS), random(COLUMNS, 3), random(3), null, COLUMNS, ROWS, 0.3, true),
                new WeightDecomposed(
                        new LowRank("w", random(3, COLUMNS), random(ROWS, 3), 0.7, false), tensor(gauss, ROWS)),
                new WeightDecomposed(
                        new LowRank("w", random(3, ROWS), random(COLUMNS, 3), 0.7, true), tensor(gauss, COLUMNS)),
                new Hadamard("w", product(ROWS, COLUMNS), product(ROWS, COLUMNS), 0.4),
                new Hadamard(
                        "w",
                        new Hadamard.Product(random(3, ROWS), random(2, 200), random(3, 2, 3)),
                        product(ROWS, COLUMNS),
                        0.4),
                new Kronecker("w", new Kronecker.Factor.Whole(random(3, 4)), factor(ROWS / 3, COLUMNS / 4), 1, 0.9),
                new Kronecker("w", new Kronecker.Factor.Whole(random(3, 4)), factor(4 * 10, 15), 4, 0.9),
                new ExpertLowRank(
                        "w", random(6, COLUMNS), random(20, 6), 0.5, 3, false, new ExpertLowRank.Rows(1, 8, ROWS)),
                new Rotation("w", random(COLUMNS / 4, 6), 4, COLUMNS, false, new Rotation.Settings(0, 1e9)),
                new Rescaling("w", random(ROWS), 0),
                new Rescaling("w", random(COLUMNS), 1),
                new Shift("w", random(ROWS, COLUMNS), 0.2),
                new RowReplacement("w", random(2, COLUMNS), List.of(7, 2)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void anElementDoesNotDependOnItsTile(Change change) throws InterruptedException {
        Operand adapted = Adapted.of(new StoredOperand(BASE), change);
        adapted.prepare(new RowSurvey(new Workspace(Kernels.scalar())));
        double[] expected = read(adapted, rectangles(1, COLUMNS), Kernels.scalar());

        assertThat(read(adapted, rectangles(5, COLUMNS), Kernels.fastest())).isEqualTo(expected);
        if (adapted.cut() != Cut.ROWS) {
            assertThat(read(adapted, rectangles(5, 256), Kernels.fastest())).isEqualTo(expected);
            assertThat(read(adapted, rectangles(2, 77), Kernels.fastest())).isEqualTo(expected);
            assertThat(read(adapted, runs(997), Kernels.fastest())).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("changes")
    void severalChangesHappenOneAfterTheOther(Change change) throws InterruptedException {
        Operand both = Adapted.of(new StoredOperand(BASE), List.of(new Rescaling("w", random(COLUMNS), 1), change));
        both.prepare(new RowSurvey(new Workspace(Kernels.scalar())));
        double[] first =
                read(prepared(new Rescaling("w", random(COLUMNS), 1)), rectangles(1, COLUMNS), Kernels.scalar());
        Operand second = Adapted.of(new StoredOperand(tensorOf(first)), change);
        second.prepare(new RowSurvey(new Workspace(Kernels.scalar())));

        assertThat(read(both, rectangles(1, COLUMNS), Kernels.scalar()))
                .isEqualTo(read(second, rectangles(1, COLUMNS), Kernels.scalar()));
    }

    @Test
    void expertsOfAStackAreChangedOneByOne() throws InterruptedException {
        Tensor stack = random(3, 8, 300);
        Tensor a = random(6, 300);
        Tensor b = random(8, 6);
        Operand all = Adapted.of(new StoredOperand(stack), new ExpertLowRank("w", a, b, 0.5, 3, false, null));
        all.prepare(new RowSurvey(new Workspace(Kernels.scalar())));
        double[] whole = new double[3 * 8 * 300];
        all.read(new Tile(0, 1, 0, whole.length, whole.length), whole, new Workspace(Kernels.fastest()));

        for (int expert = 0; expert < 3; expert++) {
            double[] part = new double[8 * 300];
            Operand one = Adapted.of(
                    new StoredOperand(slice(stack, expert)),
                    new ExpertLowRank("w", a, b, 0.5, 3, false, new ExpertLowRank.Rows(expert, 0, 8)));
            one.prepare(new RowSurvey(new Workspace(Kernels.scalar())));
            one.read(new Tile(0, 8, 0, 300, 300), part, new Workspace(Kernels.scalar()));
            assertThat(Arrays.copyOfRange(whole, expert * part.length, (expert + 1) * part.length))
                    .isEqualTo(part);
        }
    }

    @Test
    void whatWasNeverTrainedChangesNothing() throws InterruptedException {
        List<Change> untrained = List.of(
                new LowRank("w", random(3, COLUMNS), zeros(ROWS, 3), 0.7, false),
                new Hadamard(
                        "w",
                        product(ROWS, COLUMNS),
                        new Hadamard.Product(random(ROWS, 2), zeros(2, COLUMNS), null),
                        0.4),
                new Kronecker("w", new Kronecker.Factor.Whole(zeros(3, 4)), factor(ROWS / 3, COLUMNS / 4), 1, 0.9),
                new Rotation("w", zeros(COLUMNS / 4, 6), 4, COLUMNS, false, new Rotation.Settings(5, 1e9)),
                new Rotation("w", zeros(COLUMNS / 4, 6), 4, COLUMNS, true, new Rotation.Settings(0, 1e-3)),
                new Rescaling("w", tensor(() -> 1, ROWS), 0));
        double[] base = read(new StoredOperand(BASE), rectangles(1, COLUMNS), Kernels.scalar());

        for (Change change : untrained) {
            assertThat(read(prepared(change), rectangles(1, COLUMNS), Kernels.fastest()))
                    .as("%s", change)
                    .isEqualTo(base);
        }
    }

    @Test
    void aRotationKeepsTheLengthOfEveryBlock() throws InterruptedException {
        Rotation rotation = new Rotation("w", random(COLUMNS / 4, 6), 4, COLUMNS, false, new Rotation.Settings(0, 1e9));
        double[] before = read(new StoredOperand(BASE), rectangles(1, COLUMNS), Kernels.scalar());
        double[] after = read(prepared(rotation), rectangles(1, COLUMNS), Kernels.scalar());

        for (int at = 0; at < before.length; at += 4) {
            assertThat(length(after, at)).isCloseTo(length(before, at), within(1e-12));
        }
    }

    private static double length(double[] values, int at) {
        double squares = 0;
        for (int i = at; i < at + 4; i++) {
            squares += values[i] * values[i];
        }
        return Math.sqrt(squares);
    }

    private static Operand prepared(Change change) throws InterruptedException {
        Operand adapted = Adapted.of(new StoredOperand(BASE), change);
        adapted.prepare(new RowSurvey(new Workspace(Kernels.scalar())));
        return adapted;
    }

    private static double[] read(Operand operand, List<Tile> tiles, Kernels kernels) {
        Workspace workspace = new Workspace(kernels);
        double[] all = new double[ROWS * COLUMNS];
        List<Tile> shuffled = new ArrayList<>(tiles);
        Collections.shuffle(shuffled, new Random(5));
        for (Tile tile : shuffled) {
            double[] values = new double[tile.count()];
            operand.read(tile, values, workspace);
            for (int i = 0; i < tile.rows(); i++) {
                System.arraycopy(values, i * tile.columns(), all, (int) tile.first(i), tile.columns());
            }
        }
        return all;
    }

    private static List<Tile> rectangles(int rows, int columns) {
        List<Tile> tiles = new ArrayList<>();
        for (int row = 0; row < ROWS; row += rows) {
            for (int column = 0; column < COLUMNS; column += columns) {
                tiles.add(new Tile(
                        row, Math.min(rows, ROWS - row), column, Math.min(columns, COLUMNS - column), COLUMNS));
            }
        }
        return tiles;
    }

    private static List<Tile> runs(int length) {
        List<Tile> tiles = new ArrayList<>();
        int elements = ROWS * COLUMNS;
        for (int first = 0; first < elements; first += length) {
            tiles.add(new Tile(0, 1, first, Math.min(length, elements - first), elements));
        }
        return tiles;
    }

    private static Hadamard.Product product(int rows, int columns) {
        return new Hadamard.Product(random(rows, 2), random(2, columns), null);
    }

    private static Kronecker.Factor factor(int rows, int columns) {
        return new Kronecker.Factor.Product(product(rows, columns));
    }

    private static Tensor slice(Tensor stack, int expert) {
        long bytes = stack.data().byteSize() / 3;
        return new Tensor("w", stack.dtype(), Shape.of(8, 300), stack.data().asSlice(expert * bytes, bytes));
    }

    private static Tensor random(long... dims) {
        return tensor(new Random(Shape.of(dims).elements())::nextGaussian, dims);
    }

    private static Tensor zeros(long... dims) {
        return tensor(() -> 0, dims);
    }

    private static Tensor tensor(DoubleSupplier values, long... dims) {
        double[] elements = new double[(int) Shape.of(dims).elements()];
        Arrays.setAll(elements, i -> (float) values.getAsDouble());
        return tensor(DType.F32, elements, dims);
    }

    private static Tensor tensorOf(double[] elements) {
        return tensor(DType.F64, elements, ROWS, COLUMNS);
    }

    private static Tensor tensor(DType dtype, double[] elements, long... dims) {
        MemorySegment data = MemorySegment.ofArray(new byte[elements.length * dtype.bytes()]);
        Elements.write(dtype, elements, elements.length, data, 0);
        return new Tensor("w", dtype, Shape.of(dims), data);
    }

    /** One row at a time. */
    private record RowSurvey(Workspace workspace) implements Survey {
        @Override
        public <T> T collect(Shape shape, Cut cut, Supplier<T> start, Step<T> step, BinaryOperator<T> join) {
            int width = (int) Cut.width(shape);
            T result = start.get();
            for (long row = 0; row < shape.elements() / width; row++) {
                step.add(result, new Tile(row, 1, 0, width, width), workspace);
            }
            return result;
        }
    }
}
