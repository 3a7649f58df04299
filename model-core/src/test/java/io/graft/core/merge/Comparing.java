package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.graft.core.adapter.Adapter;
import io.graft.core.adapter.Change;
import io.graft.core.adapter.LowRank;
import io.graft.core.adapter.WeightDecomposed;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Tensor;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Compares checkpoints, and rounds by looking for the nearest element there is. */
public final class Comparing {
    private Comparing() {}

    public static void assertWithin(double tolerance, Path actual, Path expected) {
        try (Checkpoint one = Checkpoint.open(actual);
                Checkpoint other = Checkpoint.open(expected)) {
            assertThat(one.tensors().keySet()).isEqualTo(other.tensors().keySet());
            other.tensors().forEach((name, tensor) -> assertWithin(tolerance, one.tensor(name), tensor));
            assertThat(one.config().layers()).isEqualTo(other.config().layers());
            assertThat(one.config().dtype()).isEqualTo(other.config().dtype());
        }
    }

    private static void assertWithin(double tolerance, Tensor actual, Tensor expected) {
        assertThat(actual.dtype()).isEqualTo(expected.dtype());
        assertThat(actual.shape()).isEqualTo(expected.shape());
        double[] ours = values(actual);
        double[] theirs = values(expected);
        for (int i = 0; i < ours.length; i++) {
            assertThat(ours[i]).as("%s[%d]", actual.name(), i).isCloseTo(theirs[i], within(tolerance));
        }
    }

    /** The share of all elements that are as near to each other as that. */
    public static double shareWithin(double tolerance, Path actual, Path expected) {
        long near = 0;
        long all = 0;
        try (Checkpoint one = Checkpoint.open(actual);
                Checkpoint other = Checkpoint.open(expected)) {
            assertThat(one.tensors().keySet()).isEqualTo(other.tensors().keySet());
            for (String name : other.tensors().keySet()) {
                double[] ours = values(one.tensor(name));
                double[] theirs = values(other.tensor(name));
                near += IntStream.range(0, ours.length)
                        .filter(i -> Math.abs(ours[i] - theirs[i]) <= tolerance)
                        .count();
                all += theirs.length;
            }
        }
        return (double) near / all;
    }

    /** Independent of the engine: exact decimal arithmetic, and a search for the nearest element. */
    public static void assertRoundedOnce(Path actual, Path baseFolder, Path adapterFolder) {
        try (Checkpoint base = Checkpoint.open(baseFolder);
                Adapter adapter = Adapter.open(adapterFolder);
                Checkpoint merged = Checkpoint.open(actual)) {
            for (Change change : adapter.changes(base).all()) {
                LowRank delta = (LowRank) change;
                assertRoundedOnce(base.tensor(delta.target()), delta, merged.tensor(delta.target()));
            }
            assertThat(merged.tensors().keySet()).isEqualTo(base.tensors().keySet());
        }
    }

    private static void assertRoundedOnce(Tensor base, LowRank delta, Tensor merged) {
        double[] w = values(base);
        double[] a = values(delta.a());
        double[] b = values(delta.b());
        double[] ours = values(merged);
        int columns = (int) base.shape().dim(1);
        for (int i = 0; i < ours.length; i++) {
            BigDecimal change = BigDecimal.ZERO;
            for (int k = 0; k < delta.rank(); k++) {
                BigDecimal left = new BigDecimal(b[i / columns * delta.rank() + k]);
                change = change.add(left.multiply(new BigDecimal(a[k * columns + i % columns])));
            }
            BigDecimal exact = new BigDecimal(w[i]).add(change.multiply(new BigDecimal(delta.scale())));
            assertThat(ours[i]).as("%s[%d]", base.name(), i).isEqualTo(nearest(base.dtype(), exact));
        }
    }

    /** Independent of the engine: DoRA's formula, row by row. */
    public static void assertDecomposedOnce(Path actual, Path baseFolder, Path adapterFolder) {
        try (Checkpoint base = Checkpoint.open(baseFolder);
                Adapter adapter = Adapter.open(adapterFolder);
                Checkpoint merged = Checkpoint.open(actual)) {
            for (Change change : adapter.changes(base).all()) {
                assertDecomposedOnce(
                        base.tensor(change.target()), (WeightDecomposed) change, merged.tensor(change.target()));
            }
        }
    }

    private static void assertDecomposedOnce(Tensor base, WeightDecomposed change, Tensor merged) {
        double[] ours = values(merged);
        double[] v = values(base);
        double[] a = values(change.direction().a());
        double[] b = values(change.direction().b());
        double[] m = values(change.magnitude());
        int rank = change.direction().rank();
        int columns = (int) base.shape().dim(1);
        for (int i = 0; i < m.length; i++) {
            double squares = 0;
            for (int j = 0; j < columns; j++) {
                double delta = 0;
                for (int k = 0; k < rank; k++) {
                    delta += b[i * rank + k] * a[k * columns + j];
                }
                v[i * columns + j] += change.direction().scale() * delta;
                squares += v[i * columns + j] * v[i * columns + j];
            }
            for (int j = 0; j < columns; j++) {
                BigDecimal exact = new BigDecimal(v[i * columns + j] * m[i] / Math.sqrt(squares));
                assertThat(ours[i * columns + j])
                        .as("%s[%d, %d]", base.name(), i, j)
                        .isEqualTo(nearest(base.dtype(), exact));
            }
        }
    }

    static double[] values(Tensor tensor) {
        double[] values = new double[(int) tensor.elements()];
        tensor.read(0, values, values.length);
        return values;
    }

    /** The finite element of a 16-bit type that is nearest to a number, the one with an even code if two are. */
    static double nearest(DType dtype, BigDecimal number) {
        return Sixteen.of(dtype).nearest(number);
    }

    private record Sixteen(TreeMap<BigDecimal, Integer> codes) {
        private static final Sixteen F16 = all(DType.F16);
        private static final Sixteen BF16 = all(DType.BF16);

        static Sixteen of(DType dtype) {
            return dtype == DType.F16 ? F16 : BF16;
        }

        private static Sixteen all(DType dtype) {
            TreeMap<BigDecimal, Integer> codes = new TreeMap<>();
            for (int code = 0; code < 1 << Short.SIZE; code++) {
                double value = dtype.toDouble(code);
                if (Double.isFinite(value)) {
                    codes.put(new BigDecimal(value), code);
                }
            }
            return new Sixteen(codes);
        }

        double nearest(BigDecimal number) {
            BigDecimal below = codes.floorKey(number);
            BigDecimal above = codes.ceilingKey(number);
            int order = number.subtract(below).compareTo(above.subtract(number));
            boolean isBelow = order < 0 || (order == 0 && codes.getOrDefault(below, 1) % 2 == 0);
            return (isBelow ? below : above).doubleValue();
        }
    }
}
