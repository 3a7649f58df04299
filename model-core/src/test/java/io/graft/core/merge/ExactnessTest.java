package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.adapter.Adapter;
import io.graft.core.adapter.LowRank;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.tensor.DType;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several adapters at once are added up exactly and rounded once, not once for each adapter. */
class ExactnessTest {
    private static final String TARGET = "model.layers.0.mlp.up_proj.weight";
    private static final List<String> ADAPTERS = List.of("l1", "l2", "l3");
    private static final double[] WEIGHTS = {0.3, 0.5, -0.7};

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"BF16", "F16"})
    void eachElementIsTheNearestToTheExactSum(DType dtype) throws Exception {
        Models.llama(folder.resolve("base"), 1, dtype, 1);
        StringBuilder recipe = new StringBuilder("{merge_method: task_arithmetic, base_model: base, models: [");
        for (int i = 0; i < ADAPTERS.size(); i++) {
            Models.lora(folder.resolve(ADAPTERS.get(i)), 1, DType.F32, i);
            recipe.append("{model: base+%s, parameters: {weight: %s}}, ".formatted(ADAPTERS.get(i), WEIGHTS[i]));
        }
        Merging.of(folder, recipe + "]}").into(folder.resolve("out"));

        assertThat(actual()).isEqualTo(expected(dtype));
    }

    private double[] actual() {
        try (Checkpoint merged = Checkpoint.open(folder.resolve("out"))) {
            return Comparing.values(merged.tensor(TARGET));
        }
    }

    private double[] expected(DType dtype) {
        try (Checkpoint base = Checkpoint.open(folder.resolve("base"))) {
            double[] w = Comparing.values(base.tensor(TARGET));
            BigDecimal[] sums = new BigDecimal[w.length];
            for (int i = 0; i < w.length; i++) {
                sums[i] = new BigDecimal(w[i]);
            }
            for (int i = 0; i < ADAPTERS.size(); i++) {
                add(ADAPTERS.get(i), WEIGHTS[i], base, sums);
            }
            for (int i = 0; i < w.length; i++) {
                w[i] = Comparing.nearest(dtype, sums[i]);
            }
            return w;
        }
    }

    private void add(String name, double weight, Checkpoint base, BigDecimal[] sums) {
        try (Adapter adapter = Adapter.open(folder.resolve(name))) {
            LowRank delta = (LowRank) adapter.changes(base).of(TARGET).getFirst();
            BigDecimal factor = new BigDecimal(weight).multiply(new BigDecimal(delta.scale()));
            double[] a = Comparing.values(delta.a());
            double[] b = Comparing.values(delta.b());
            int columns = a.length / delta.rank();
            for (int i = 0; i < sums.length; i++) {
                for (int k = 0; k < delta.rank(); k++) {
                    BigDecimal left = new BigDecimal(b[i / columns * delta.rank() + k]);
                    BigDecimal right = new BigDecimal(a[k * columns + i % columns]);
                    sums[i] = sums[i].add(left.multiply(right).multiply(factor));
                }
            }
        }
    }
}
