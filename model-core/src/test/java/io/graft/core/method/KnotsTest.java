package io.graft.core.method;

import static io.graft.core.matrix.Matrices.assertNear;
import static io.graft.core.method.Adapters.deltas;
import static io.graft.core.method.Adapters.sum;
import static io.graft.core.method.Adapters.three;
import static io.graft.core.method.Adapters.weights;

import io.graft.core.matrix.Matrix;
import io.graft.core.matrix.Svd;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** KnOTS, against the paper's formula on full matrices. */
class KnotsTest {
    @Test
    void equalsTheFormulaOnFullMatrices() {
        for (ElementRule rule : List.of(
                new ElementRule.Mean(),
                new ElementRule.Ties(0.2),
                new ElementRule.Ties(0.7),
                new ElementRule.Ties(1))) {
            assertNear(new Knots(rule, 1).merge(three()).product(), full(three(), rule), 1e-12);
        }
    }

    @Test
    void theSumOfTheBlocksIsTheSumOfTheAdapters() {
        assertNear(new Knots(new ElementRule.Sum(), 1).merge(three()).product(), sum(three()), 1e-13);
    }

    @Test
    void lambdaScalesTheWhole() {
        assertNear(
                new Knots(new ElementRule.Sum(), 0.25).merge(three()).product(),
                sum(three()).times(0.25),
                1e-13);
    }

    private static Matrix full(List<WeightedFactors> adapters, ElementRule rule) {
        Svd common = Svd.of(Matrix.beside(deltas(adapters))).significant();
        List<Matrix> blocks = IntStream.range(0, adapters.size())
                .mapToObj(i -> common.right().columns(i * Adapters.IN, (i + 1) * Adapters.IN))
                .toList();
        return common.left().scaledRows(common.values()).transpose().multiply(rule.of(blocks, weights(adapters)));
    }
}
