package io.graft.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sum in float32 is sure of has the bits of the sum in float64, rounded once. */
class BoundedSumTest {
    private static final int ROWS = 61;
    private static final int COLUMNS = 1024;
    private static final Tile TILE = new Tile(2, ROWS - 4, 256, 512, COLUMNS);

    private final Random random = new Random(11);
    private final Kernels kernels = Kernels.fastest();
    private final BoundedSum sum = new BoundedSum(kernels);

    @BeforeEach
    void requireVectors() {
        assumeTrue(kernels instanceof VectorKernels, "This JVM or processor has no vectors wide enough");
    }

    @ParameterizedTest
    @CsvSource({"1, 0.02", "4, 0.02", "16, 0.02", "16, 1", "64, 0.02", "300, 0.001"})
    void aLoraIsRoundedAsInFloat64(int rank, double size) {
        assertLora(brains(() -> 0.02 * random.nextGaussian()), factors(rank, () -> size * random.nextGaussian()), 2);
    }

    @Test
    void littleOfAnOrdinaryLoraIsInDoubt() {
        int doubtful = assertLora(
                brains(() -> 0.02 * random.nextGaussian()), factors(16, () -> 0.02 * random.nextGaussian()), 2);

        assertThat(doubtful).isPositive().isLessThan(TILE.count() / 200);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1 + 0x1p-23, 1 - 0x1p-24, 1 + 0x1p-50, 1 - 0x1p-50})
    void sumsInTheMiddleBetweenTwoNumbersAreInDoubt(double nearly) {
        Tensor weights = brains(() -> 1 + random.nextInt(128) / 128.0);
        LowRankFactors half =
                LowRankFactors.of(ROWS, COLUMNS, 1, numbers(ROWS, () -> 0x1p-8 * nearly), numbers(COLUMNS, () -> 1));

        assertThat(assertLora(weights, half, 1)).isEqualTo(TILE.count());
    }

    @Test
    void whatCancelsIsRoundedAsInFloat64() {
        double[] ones = numbers(ROWS, () -> 1);
        double[] row = numbers(COLUMNS, random::nextGaussian);
        Tensor weights = brains(() -> 0);
        for (int i = 0; i < ROWS; i++) {
            Kernels.scalar().write(DType.BF16, row, 0, COLUMNS, weights.data(), (long) i * COLUMNS);
        }

        assertLora(weights, LowRankFactors.of(ROWS, COLUMNS, 1, ones, row), -1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1p-130, 0x1p-70, 0x1p-40, 0x1p50, 0x1p62, 0x1p64, 0x1p100, 0x1p130})
    void whatUnderflowsOrOverflowsIsRoundedAsInFloat64(double size) {
        assertLora(brains(() -> size * random.nextGaussian()), factors(8, () -> size * random.nextGaussian()), 3);
    }

    @Test
    void factorsTooSmallForFloat32AreNotForgotten() {
        double[] left = numbers(ROWS, () -> 0x1p-160 * random.nextGaussian());
        double[] right = numbers(COLUMNS, () -> 0x1p120 * random.nextGaussian());

        assertLora(brains(() -> 0x1p-40 * random.nextGaussian()), LowRankFactors.of(ROWS, COLUMNS, 1, left, right), 1);
    }

    @Test
    void anyBitsAreRoundedAsInFloat64() {
        Tensor weights = brains(() -> 0);
        for (long i = 0; i < weights.data().byteSize(); i++) {
            weights.data().set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt());
        }

        assertLora(weights, factors(4, () -> Float.intBitsToFloat(random.nextInt())), 0.5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, -1, 0.999})
    void severalProductsAreRoundedAsInFloat64(double scale) {
        Tensor weights = brains(() -> 0.02 * random.nextGaussian());
        LowRankFactors one = factors(16, () -> 0.02 * random.nextGaussian());
        LowRankFactors large = factors(8, random::nextGaussian);
        assertThat(sum.begin(new StoredOperand(weights), TILE)).isTrue();
        assertThat(sum.add(one, scale)).isTrue();
        assertThat(sum.add(large, 1)).isTrue();
        assertThat(sum.add(large, -scale)).isTrue();

        assertSure((row, column) -> {
            double first = Math.fma(scale, ScalarKernels.product(one, row, column), element(weights, row, column));
            double product = ScalarKernels.product(large, row, column);
            return Math.fma(-scale, product, first + product);
        });
    }

    @Test
    void itIsOfNoUseWhereItWouldNotBeExactOrNoFaster() {
        StoredOperand weights = new StoredOperand(brains(() -> 1));
        LowRankFactors factors = factors(1, () -> 1);

        assertThat(sum.begin(weights, new Tile(0, 1, 0, 7, COLUMNS))).isFalse();
        assertThat(sum.begin(new StoredOperand(tensor(DType.F64, () -> 1)), TILE))
                .isFalse();
        assertThat(sum.begin(new StoredOperand(tensor(DType.F32, () -> 1)), TILE))
                .isTrue();
        assertThat(sum.add(factors, 0x1p30)).isFalse();
        assertThat(sum.add(factors, Double.NaN)).isFalse();
        assertThat(sum.add(factors(2000, () -> 1), 1)).isFalse();
    }

    /** Returns how many elements are in doubt. */
    private int assertLora(Tensor weights, LowRankFactors factors, double scale) {
        assertThat(sum.begin(new StoredOperand(weights), TILE)).isTrue();
        assertThat(sum.add(factors, scale)).isTrue();
        return assertSure((row, column) ->
                Math.fma(scale, ScalarKernels.product(factors, row, column), element(weights, row, column)));
    }

    private interface Definition {
        double at(int row, int column);
    }

    private int assertSure(Definition definition) {
        Tensor found = brains(() -> 0);
        int doubtful = sum.writeBrains(found.data(), 0);
        boolean[] doubts = new boolean[ROWS * COLUMNS];
        for (int i = 0; i < doubtful; i++) {
            doubts[(int) sum.doubtful(i).first(0)] = true;
        }
        Tensor expected = brains(() -> 0);
        for (int i = 0; i < TILE.count(); i++) {
            Tile element = TILE.element(i);
            int at = (int) element.first(0);
            double exact = definition.at((int) element.row(), (int) element.column());
            Kernels.scalar().write(DType.BF16, new double[] {exact}, 0, 1, expected.data(), at);
            if (!doubts[at]) {
                assertThat(bits(found, at)).as("%s is %s", element, exact).isEqualTo(bits(expected, at));
            }
        }
        return doubtful;
    }

    private static short bits(Tensor tensor, int at) {
        return tensor.data().getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, at);
    }

    private static double element(Tensor tensor, int row, int column) {
        double[] one = new double[1];
        Kernels.scalar().read(tensor.dtype(), tensor.data(), (long) row * COLUMNS + column, one, 0, 1);
        return one[0];
    }

    private LowRankFactors factors(int rank, DoubleSupplier numbers) {
        return LowRankFactors.of(ROWS, COLUMNS, rank, numbers(ROWS * rank, numbers), numbers(rank * COLUMNS, numbers));
    }

    private static double[] numbers(int count, DoubleSupplier numbers) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = numbers.getAsDouble();
        }
        return values;
    }

    private static Tensor brains(DoubleSupplier numbers) {
        return tensor(DType.BF16, numbers);
    }

    private static Tensor tensor(DType dtype, DoubleSupplier numbers) {
        MemorySegment data = Arena.ofAuto().allocate((long) dtype.bytes() * ROWS * COLUMNS, 64);
        Kernels.scalar().write(dtype, numbers(ROWS * COLUMNS, numbers), 0, ROWS * COLUMNS, data, 0);
        return new Tensor("weight", dtype, Shape.of(ROWS, COLUMNS), data);
    }
}
