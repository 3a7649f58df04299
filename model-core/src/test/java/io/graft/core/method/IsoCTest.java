package io.graft.core.method;

import static io.graft.core.matrix.Matrices.assertNear;
import static io.graft.core.method.Adapters.adapter;
import static io.graft.core.method.Adapters.sum;
import static io.graft.core.method.Adapters.three;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.graft.core.matrix.Matrix;
import io.graft.core.matrix.Svd;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Isotropic merging, against the paper's formula on full matrices. */
class IsoCTest {
    @Test
    void equalsTheFormulaOnFullMatrices() {
        Svd sum = Svd.of(sum(three())).truncated(9);
        double mean = Arrays.stream(sum.values()).average().orElseThrow();

        Matrix expected = sum.left().transpose().multiply(sum.right()).times(mean);

        assertNear(new IsoC(1).merge(three()).product(), expected, 1e-12);
    }

    @Test
    void theSpectrumIsFlatAndItsSumIsKept() {
        double[] before = Svd.of(sum(three())).values();

        double[] after = Svd.of(new IsoC(1).merge(three()).product()).values();

        assertThat(Arrays.copyOf(after, 9)).containsOnly(new double[] {after[0]}, within(1e-12));
        assertThat(Arrays.stream(after).sum()).isCloseTo(Arrays.stream(before).sum(), within(1e-10));
    }

    @Test
    void adaptersThatCancelMakeNothing() {
        WeightedFactors plus = adapter(3, 1, 1, 1);
        WeightedFactors minus = new WeightedFactors(plus.b(), plus.a(), 1, -1);

        assertThat(new IsoC(1).merge(List.of(plus, minus)).product().largest()).isZero();
    }

    @Test
    void lambdaScalesTheWhole() {
        assertNear(
                new IsoC(1.5).merge(three()).product(),
                new IsoC(1).merge(three()).product().times(1.5),
                1e-14);
    }
}
