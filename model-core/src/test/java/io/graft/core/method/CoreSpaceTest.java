package io.graft.core.method;

import static io.graft.core.matrix.Matrices.assertNear;
import static io.graft.core.method.Adapters.adapter;
import static io.graft.core.method.Adapters.delta;
import static io.graft.core.method.Adapters.deltas;
import static io.graft.core.method.Adapters.sum;
import static io.graft.core.method.Adapters.three;
import static io.graft.core.method.Adapters.weights;

import io.graft.core.matrix.Matrix;
import io.graft.core.matrix.Svd;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Core Space, against the paper's formula on full matrices. */
class CoreSpaceTest {
    @Test
    void equalsTheFormulaOnFullMatrices() {
        for (ElementRule rule : List.of(new ElementRule.Mean(), new ElementRule.Ties(0.2), new ElementRule.Ties(0.7))) {
            assertNear(new CoreSpace(rule, 1).merge(three()).product(), full(three(), rule), 1e-12);
        }
    }

    @Test
    void theSumOfTheCoresIsTheSumOfTheAdapters() {
        assertNear(new CoreSpace(new ElementRule.Sum(), 1).merge(three()).product(), sum(three()), 1e-13);
    }

    @Test
    void oneAdapterComesOutAsItIs() {
        WeightedFactors one = adapter(4, 1, 2, 1);

        for (ElementRule rule : List.of(new ElementRule.Sum(), new ElementRule.Mean(), new ElementRule.Ties(1))) {
            assertNear(new CoreSpace(rule, 1).merge(List.of(one)).product(), delta(one), 1e-13);
        }
        assertNear(new CoreSpace(new TsvM(1), 1).merge(List.of(one)).product(), delta(one), 1e-13);
    }

    @Test
    void rulesThatNoRotationChangesGiveTheSameInsideAsOutside() {
        List<WeightedFactors> ofOneRank = List.of(adapter(3, 1, 1, 1), adapter(3, 3, 2, 0.5));

        assertNear(
                new CoreSpace(new TsvM(1), 1).merge(ofOneRank).product(),
                new TsvM(1).merge(ofOneRank).product(),
                1e-12);
        assertNear(
                new CoreSpace(new IsoC(1), 1).merge(three()).product(),
                new IsoC(1).merge(three()).product(),
                1e-12);
    }

    @Test
    void factorsMayBeWiderThanTheTensor() {
        List<WeightedFactors> adapters = List.of(adapter(20, 1, 1, 1), adapter(30, 3, 1, 0.5));

        assertNear(new CoreSpace(new ElementRule.Sum(), 1).merge(adapters).product(), sum(adapters), 1e-13);
    }

    private static Matrix full(List<WeightedFactors> adapters, ElementRule rule) {
        Matrix u = Svd.of(
                        Matrix.beside(adapters.stream().map(WeightedFactors::b).toList()))
                .left();
        Matrix v = Svd.of(
                        Matrix.stacked(adapters.stream().map(WeightedFactors::a).toList()))
                .right();
        List<Matrix> cores = deltas(adapters).stream()
                .map(delta -> u.multiply(delta).multiplyTransposed(v))
                .toList();
        return u.transpose().multiply(rule.of(cores, weights(adapters))).multiply(v);
    }
}
