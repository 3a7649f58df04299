package io.graft.core.kernel;

import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One thread over a 4096 × 4096 bf16 matrix, 32 MiB: milliseconds for each kernel, with a copy of the same bytes as the limit.
 * Run its {@code main}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class BenchmarkKernels {
    private static final int SIZE = 4096;
    private static final int ROWS = 4;
    private static final int TALL = 16;

    @Param({"vector", "scalar"})
    public String kind = "vector";

    @Param({"16"})
    public int rank = 16;

    private final MemorySegment weights = Arena.ofAuto().allocate(2L * SIZE * SIZE, 64);
    private final MemorySegment merged = Arena.ofAuto().allocate(2L * SIZE * SIZE, 64);
    private final StoredOperand base =
            new StoredOperand(new Tensor("weight", DType.BF16, Shape.of(SIZE, SIZE), weights));
    private final double[] block = new double[ROWS * LowRankFactors.PANEL];
    private Kernels kernels = Kernels.scalar();
    private BoundedSum sum = new BoundedSum(kernels);
    private LowRankFactors factors = LowRankFactors.of(matrix(1, 1), matrix(1, 1));

    @Setup
    public void setUp() {
        kernels = kind.equals("vector") ? Kernels.fastest() : Kernels.scalar();
        sum = new BoundedSum(Kernels.fastest());
        fill(DType.BF16, weights, SIZE * SIZE);
        factors = LowRankFactors.of(matrix(SIZE, rank), matrix(rank, SIZE));
    }

    /** The limit. */
    @Benchmark
    public MemorySegment copy() {
        return merged.copyFrom(weights);
    }

    @Benchmark
    public boolean lora() {
        boolean finite = true;
        for (int row = 0; row < SIZE; row += ROWS) {
            for (int panel = 0; panel < factors.panelCount(); panel++) {
                finite &= tile(row, panel, true);
            }
        }
        return finite;
    }

    /** The same bits, by way of float32; see {@link BoundedSum}. */
    @Benchmark
    public int loraInFloats() {
        int doubtful = 0;
        for (int row = 0; row < SIZE; row += TALL) {
            for (int panel = 0; panel < factors.panelCount(); panel++) {
                long column = (long) panel * LowRankFactors.PANEL;
                sum.begin(base, new Tile(row, TALL, column, LowRankFactors.PANEL, SIZE));
                sum.add(factors, 2.0);
                doubtful += sum.writeBrains(merged, 0);
            }
        }
        return doubtful;
    }

    @Benchmark
    public boolean widenAndRound() {
        boolean finite = true;
        for (int row = 0; row < SIZE; row += ROWS) {
            for (int panel = 0; panel < factors.panelCount(); panel++) {
                finite &= tile(row, panel, false);
            }
        }
        return finite;
    }

    private boolean tile(int row, int panel, boolean product) {
        int width = factors.width(panel);
        for (int i = 0; i < ROWS; i++) {
            kernels.read(DType.BF16, weights, element(row + i, panel), block, i * width, width);
        }
        if (product) {
            kernels.addLowRank(block, factors, row, ROWS, panel, 2.0);
        }
        boolean finite = true;
        for (int i = 0; i < ROWS; i++) {
            finite &= kernels.write(DType.BF16, block, i * width, width, merged, element(row + i, panel));
        }
        return finite;
    }

    private static long element(int row, int panel) {
        return (long) row * SIZE + (long) panel * LowRankFactors.PANEL;
    }

    private static Tensor matrix(int rows, int columns) {
        MemorySegment data = Arena.ofAuto().allocate((long) Float.BYTES * rows * columns);
        fill(DType.F32, data, rows * columns);
        return new Tensor("factor", DType.F32, Shape.of(rows, columns), data);
    }

    private static void fill(DType dtype, MemorySegment data, int count) {
        Random random = new Random(1);
        double[] one = new double[1];
        for (int i = 0; i < count; i++) {
            one[0] = 0.02 * random.nextGaussian();
            Kernels.scalar().write(dtype, one, 0, 1, data, i);
        }
    }

    public static void main(String[] arguments) throws Exception {
        org.openjdk.jmh.Main.main(new String[] {BenchmarkKernels.class.getSimpleName()});
    }
}
