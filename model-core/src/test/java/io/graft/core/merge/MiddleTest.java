package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Tensor;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sums that end in the middle between two numbers are rounded as exact arithmetic rounds them, not as float64's last bit happens to be. */
class MiddleTest {
    private static final int SIZE = 20_000;
    private static final double[] WEIGHTS = {0.2, 0.3, 0.5};

    @TempDir
    Path folder;

    /** Fine-tunes that differ from the base by a unit in the last place or not at all. */
    @BeforeEach
    void writeNeighbours() throws IOException {
        for (DType dtype : List.of(DType.BF16, DType.F16, DType.F32)) {
            for (String name : List.of("base", "a", "b", "c")) {
                Random base = new Random(1);
                Random steps = new Random(name.hashCode());
                Models.in(folder.resolve(dtype + name))
                        .tensor("x.weight", dtype, _ -> step(dtype, base.nextGaussian() * 0.02, name, steps), SIZE)
                        .model("{\"model_type\": \"llama\"}");
            }
        }
    }

    private static double step(DType dtype, double value, String name, Random steps) {
        long bits = dtype.fromDouble(value);
        return dtype.toDouble(name.equals("base") ? bits : bits + steps.nextInt(3));
    }

    @ParameterizedTest
    @EnumSource(names = {"BF16", "F16", "F32"})
    void meansWithDecimalWeights(DType dtype) throws Exception {
        assertExact(dtype, "linear", (_, models) -> {
            BigDecimal sum = BigDecimal.ZERO;
            BigDecimal weights = new BigDecimal(WEIGHTS[0] + WEIGHTS[1] + WEIGHTS[2]);
            for (int k = 0; k < WEIGHTS.length; k++) {
                sum = sum.add(new BigDecimal(WEIGHTS[k]).multiply(new BigDecimal(models[k])));
            }
            return sum.divide(weights, new MathContext(120));
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"BF16", "F16", "F32"})
    void weightedDifferencesFromABase(DType dtype) throws Exception {
        assertExact(dtype, "task_arithmetic", (base, models) -> {
            BigDecimal sum = new BigDecimal(base);
            for (int k = 0; k < WEIGHTS.length; k++) {
                BigDecimal change = new BigDecimal(models[k]).subtract(new BigDecimal(base));
                sum = sum.add(new BigDecimal(WEIGHTS[k]).multiply(change));
            }
            return sum;
        });
    }

    private interface Exactly {
        BigDecimal of(double base, double[] models);
    }

    private void assertExact(DType dtype, String method, Exactly exactly) throws Exception {
        Path out = folder.resolve("out");
        Merging.of(folder, """
                merge_method: %s
                base_model: %s
                models: [{model: %s, parameters: {weight: 0.2}}, {model: %s, parameters: {weight: 0.3}}, {model: %s, parameters: {weight: 0.5}}]
                """.formatted(method, dtype + "base", dtype + "a", dtype + "b", dtype + "c"))
                .into(out);
        double[] merged = values(out);
        double[] base = values(folder.resolve(dtype + "base"));
        double[] a = values(folder.resolve(dtype + "a"));
        double[] b = values(folder.resolve(dtype + "b"));
        double[] c = values(folder.resolve(dtype + "c"));
        for (int i = 0; i < SIZE; i++) {
            assertNearest(dtype, merged[i], exactly.of(base[i], new double[] {a[i], b[i], c[i]}));
        }
    }

    /** No neighbour is nearer; and of two that are equally near the even one was taken. */
    private static void assertNearest(DType dtype, double merged, BigDecimal exact) {
        long bits = dtype.fromDouble(merged);
        BigDecimal error = exact.subtract(new BigDecimal(merged)).abs();
        for (long neighbour : new long[] {bits - 1, bits + 1}) {
            int other = exact.subtract(new BigDecimal(dtype.toDouble(neighbour)))
                    .abs()
                    .compareTo(error);
            assertThat(other > 0 || (other == 0 && (bits & 1) == 0))
                    .as("%s for %s", merged, exact)
                    .isTrue();
        }
    }

    private static double[] values(Path model) {
        try (Checkpoint checkpoint = Checkpoint.open(model)) {
            Tensor tensor = checkpoint.tensor("x.weight");
            double[] values = new double[SIZE];
            tensor.read(0, values, SIZE);
            return values;
        }
    }
}
