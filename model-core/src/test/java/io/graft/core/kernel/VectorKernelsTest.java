package io.graft.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vector kernels against their scalar twins: equal in every bit, on ordinary numbers and on nasty ones. */
class VectorKernelsTest {
    private static final int COUNT = 40_037;

    private final Kernels scalar = Kernels.scalar();
    private final Kernels vector = Kernels.fastest();
    private final Random random = new Random(7);

    @BeforeEach
    void requireVectors() {
        assumeTrue(vector instanceof VectorKernels, "This JVM or processor has no vectors wide enough");
    }

    @ParameterizedTest
    @EnumSource(names = {"F64", "F32", "F16", "BF16", "F8_E4M3", "F8_E5M2"})
    void readTheSameValues(DType dtype) {
        MemorySegment bytes = randomBits(dtype);
        double[] expected = new double[COUNT + 3];
        double[] found = new double[COUNT + 3];

        scalar.read(dtype, bytes, 5, expected, 3, COUNT - 5);
        vector.read(dtype, bytes, 5, found, 3, COUNT - 5);

        assertSame(found, expected);
    }

    @ParameterizedTest
    @EnumSource(names = {"F64", "F32", "F16", "BF16", "F8_E4M3", "F8_E5M2"})
    void roundToTheSameBits(DType dtype) {
        double[] values = nastyValues(dtype);
        MemorySegment expected = memory(dtype);
        MemorySegment found = memory(dtype);

        boolean finite = scalar.write(dtype, values, 1, COUNT - 1, expected, 0);

        assertThat(vector.write(dtype, values, 1, COUNT - 1, found, 0)).isEqualTo(finite);
        assertThat(found.mismatch(expected)).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource(names = {"F64", "F32", "F16", "BF16"})
    void tellWhetherAllIsFinite(DType dtype) {
        double[] values = new double[100];
        assertThat(vector.write(dtype, values, 0, 100, memory(dtype), 0)).isTrue();
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            values[17] = bad;
            assertThat(vector.write(dtype, values, 0, 100, memory(dtype), 0)).isFalse();
        }
    }

    @Test
    void addTheSame() {
        double[] values = ordinaryValues();
        double[] base = ordinaryValues();
        double[] expected = ordinaryValues();
        double[] found = expected.clone();

        for (Kernels kernels : new Kernels[] {scalar, vector}) {
            double[] sum = kernels == scalar ? expected : found;
            kernels.add(sum, values, 0.3, COUNT);
            kernels.addDifference(sum, values, base, -0.7, COUNT - 1);
            kernels.multiply(sum, 1.1, COUNT - 2);
            kernels.divide(sum, 0.9, COUNT - 3);
        }

        assertSame(found, expected);
    }

    @Test
    void maskTheSame() {
        double[] scores = coarseValues();
        double[] limits = coarseValues();
        double[] expected = ordinaryValues();
        double[] found = expected.clone();

        for (Kernels kernels : new Kernels[] {scalar, vector}) {
            double[] values = kernels == scalar ? expected : found;
            kernels.keep(values, scores, 0.5, 3, COUNT / 2);
            kernels.drop(values, scores, 0.5, COUNT / 2, COUNT - 1);
            kernels.keepLess(values, scores, limits, 5, COUNT - 2);
        }

        assertSame(found, expected);
        assertThat(expected).contains(0);
    }

    @Test
    void siftTheSame() {
        double[] scores = coarseValues();
        Places expected = new Places();
        Places found = new Places();
        expected.clear(COUNT);
        found.clear(COUNT);

        int above = scalar.sift(scores, 0.25, 0.5, 3, COUNT - 1, expected);

        assertThat(vector.sift(scores, 0.25, 0.5, 3, COUNT - 1, found)).isEqualTo(above);
        assertThat(found.count()).isEqualTo(expected.count()).isPositive();
        for (int i = 0; i < found.count(); i++) {
            assertThat(found.get(i)).isEqualTo(expected.get(i));
        }
    }

    @Test
    void electTheSame() {
        double[] values = coarseValues();
        double[] votes = coarseValues();
        double[] expected = new double[2 * COUNT];
        double[] found = new double[2 * COUNT];

        for (Kernels kernels : new Kernels[] {scalar, vector}) {
            double[] shares = new double[COUNT];
            double[] sum = coarseVotes();
            kernels.addElected(sum, shares, values, votes, -0.3, 0.7, COUNT - 1);
            kernels.divide(sum, shares, COUNT - 2);
            kernels.change(sum, values, 0.9, COUNT - 3);
            System.arraycopy(sum, 0, kernels == scalar ? expected : found, 0, COUNT);
            System.arraycopy(shares, 0, kernels == scalar ? expected : found, COUNT, COUNT);
        }

        assertSame(found, expected);
    }

    @Test
    void addMagnitudesTheSame() {
        double[] values = ordinaryValues();
        double[] expected = new double[Kernels.SUMS];
        double[] found = new double[Kernels.SUMS];
        for (int count : new int[] {0, 1, 15, 16, 2048, COUNT}) {
            scalar.addMagnitudes(expected, values, count);
            vector.addMagnitudes(found, values, count);
        }

        assertSame(found, expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 9, 16, 12_345_678_901L, Long.MAX_VALUE / 2})
    void drawTheSame(long index) {
        Uniform uniform = new Uniform(3, 4);
        double[] expected = new double[COUNT];
        double[] found = new double[COUNT];
        scalar.draw(uniform, index, expected, 3, COUNT - 3);
        vector.draw(uniform, index, found, 3, COUNT - 3);

        assertSame(found, expected);
    }

    /** Few values, so that many are equal, and zeros of both signs. */
    private double[] coarseValues() {
        double[] values = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            values[i] = random.nextInt(-4, 5) * (random.nextBoolean() ? 0.25 : -0.25);
        }
        return values;
    }

    private static double[] coarseVotes() {
        double[] values = new double[COUNT];
        Arrays.setAll(values, i -> i % 3 == 0 ? -0.0 : i);
        return values;
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "4,16,2", "7,300,3", "5,256,16", "13,515,16", "8,31,64", "3,1000,5"})
    void multiplyTheSame(int rows, int columns, int rank) {
        LowRankFactors factors = LowRankFactors.of(matrix(rows, rank), matrix(rank, columns));
        for (int panel = 0; panel < factors.panelCount(); panel++) {
            double[] expected = ordinaryValues();
            double[] found = expected.clone();

            scalar.addLowRank(expected, factors, 0, rows, panel, 1.7);
            vector.addLowRank(found, factors, 0, rows, panel, 1.7);

            assertSame(found, expected);
        }
    }

    @Test
    void theProductIsTheOneOfTheTextbook() {
        Tensor b = matrix(9, 5);
        Tensor a = matrix(5, 300);
        assertTextbook(LowRankFactors.of(b, a), b, a, false);
        assertTextbook(LowRankFactors.transposed(b, a), b, a, true);
    }

    private void assertTextbook(LowRankFactors factors, Tensor b, Tensor a, boolean transposed) {
        double[] left = values(b);
        double[] right = values(a);
        for (int panel = 0; panel < factors.panelCount(); panel++) {
            int width = factors.width(panel);
            double[] sum = new double[factors.rows() * width];
            vector.addLowRank(sum, factors, 0, factors.rows(), panel, 2.0);
            for (int i = 0; i < factors.rows(); i++) {
                for (int j = 0; j < width; j++) {
                    int column = panel * LowRankFactors.PANEL + j;
                    double expected = 0;
                    for (int k = 0; k < 5; k++) {
                        expected += transposed
                                ? left[column * 5 + k] * right[k * 300 + i]
                                : left[i * 5 + k] * right[k * 300 + column];
                    }
                    assertThat(sum[i * width + j]).isEqualTo(2 * expected);
                }
            }
        }
    }

    private Tensor matrix(int rows, int columns) {
        MemorySegment data = Arena.ofAuto().allocate(4L * rows * columns);
        double[] values = new double[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian();
        }
        scalar.write(DType.F32, values, 0, values.length, data, 0);
        return new Tensor("m", DType.F32, Shape.of(rows, columns), data);
    }

    private static double[] values(Tensor tensor) {
        double[] values = new double[(int) tensor.elements()];
        tensor.read(0, values, values.length);
        return values;
    }

    private double[] ordinaryValues() {
        double[] values = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            values[i] = random.nextGaussian() * Math.pow(10, random.nextInt(-12, 3));
        }
        return values;
    }

    /** Every magnitude of a double, exact ties of the format and their neighbours, subnormals, infinities, NaN. */
    private double[] nastyValues(DType dtype) {
        double[] values = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            double tie = dtype.toDouble(random.nextLong()) + dtype.toDouble(random.nextLong(64));
            values[i] = switch (i % 5) {
                case 0 -> Double.longBitsToDouble(random.nextLong());
                case 1 -> tie / 2;
                case 2 -> Math.nextUp(tie / 2);
                case 3 -> random.nextGaussian() * Math.scalb(1.0, random.nextInt(-160, 20));
                default -> Math.nextDown(tie / 2);
            };
        }
        return values;
    }

    private MemorySegment randomBits(DType dtype) {
        MemorySegment bytes = memory(dtype);
        byte[] random = new byte[(int) bytes.byteSize()];
        this.random.nextBytes(random);
        return bytes.copyFrom(MemorySegment.ofArray(random));
    }

    private static MemorySegment memory(DType dtype) {
        return Arena.ofAuto().allocate((long) COUNT * dtype.bytes());
    }

    /** NaN equals NaN, whatever its payload; zero differs from minus zero. */
    private static void assertSame(double[] found, double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(Double.doubleToLongBits(found[i]))
                    .describedAs("element %d: %s, expected %s", i, found[i], expected[i])
                    .isEqualTo(Double.doubleToLongBits(expected[i]));
        }
    }
}
