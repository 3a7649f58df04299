package io.graft.core.method;

import io.graft.core.matrix.LowRankMatrix;
import io.graft.core.matrix.Svd;
import java.util.List;

/**
 * Isotropic merging in the common subspace (Marczak et al., No Task Left Behind, 2025, arXiv 2502.04959): the sum of the adapters with
 * all its singular values made equal. Σ wᵢΔᵢ = U · diag(σ) · Vᵀ; Δ = λ · mean(σ) · U · Vᵀ.
 *
 * <p>The mean is over the sum's rank. The paper's is over min(out, in), for models that were trained in full: for adapters it would
 * be mostly of zeros, and spread over directions that no adapter has.
 *
 * @param lambda a factor for the whole
 */
record IsoC(double lambda) implements FactorMerge {
    static final MergeMethod METHOD = new FactorMethod(
            "iso_c",
            "The sum of the adapters with all its singular values made equal, so that no task's directions dominate.",
            "Marczak et al. 2025, No task left behind, https://arxiv.org/abs/2502.04959",
            List.of(),
            ingredients -> new IsoC(ingredients.value(Weights.LAMBDA)));

    @Override
    public LowRankMatrix merge(List<WeightedFactors> adapters) {
        Svd sum = Svd.of(WeightedFactors.sum(WeightedFactors.ordered(adapters))).significant();
        double mean = mean(sum.values());
        return new LowRankMatrix(sum.left().transpose().times(lambda * mean), sum.right());
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / Math.max(1, values.length);
    }
}
