package io.graft.core.method;

import io.graft.core.matrix.LowRankMatrix;
import io.graft.core.matrix.Matrix;
import io.graft.core.matrix.Qr;
import io.graft.core.matrix.Svd;
import java.util.ArrayList;
import java.util.List;

/**
 * KnOTS (Stoica et al., Model Merging with SVD to Tie the KnOTS, 2024, arXiv 2410.19735): all adapters expressed in one set of left
 * singular vectors, and merged there. [Δ₁ … Δ_T] = U · diag(s) · [V₁ … V_T]ᵀ; Δ = λ · U · diag(s) · rule(V₁, …, V_T)ᵀ.
 *
 * <p>Here U comes from the QR decompositions of the factors. All significant singular values are kept.
 *
 * @param rule of the blocks, [rank, in] each, with the recipe's weights
 * @param lambda a factor for the whole
 */
record Knots(ElementRule rule, double lambda) implements FactorMerge {
    private static final Parameter RULE = Parameter.choice(
            "rule", List.of("ties", "mean", "sum"), "how the adapters are merged once they are aligned");

    static final MergeMethod METHOD = new FactorMethod(
            "knots",
            "All adapters expressed in one set of left singular vectors, and merged there.",
            "Stoica et al. 2024, Model merging with SVD to tie the KnOTS, https://arxiv.org/abs/2410.19735",
            List.of(RULE, ElementRule.DENSITY),
            ingredients -> new Knots(
                    ElementRule.named(ingredients.word(RULE), ingredients.value(ElementRule.DENSITY)),
                    ingredients.value(Weights.LAMBDA)));

    @Override
    public LowRankMatrix merge(List<WeightedFactors> adapters) {
        List<WeightedFactors> ordered = WeightedFactors.ordered(adapters);
        List<LowRankMatrix> deltas =
                ordered.stream().map(WeightedFactors::delta).toList();
        List<Qr> rights =
                deltas.stream().map(delta -> Qr.of(delta.right().transpose())).toList();
        Svd common = Svd.of(new LowRankMatrix(
                        Matrix.beside(deltas.stream().map(LowRankMatrix::left).toList()), diagonal(rights)))
                .significant();
        double[] weights = ordered.stream().mapToDouble(WeightedFactors::weight).toArray();
        Matrix merged = rule.of(blocks(common.right(), rights), weights);
        return new LowRankMatrix(
                common.left().scaledRows(common.values()).transpose().times(lambda), merged);
    }

    /** All right factors in their own orthonormal bases, one behind the other along the diagonal. */
    private static Matrix diagonal(List<Qr> rights) {
        int width = rights.stream().mapToInt(right -> right.r().rows()).sum();
        List<Matrix> bands = new ArrayList<>();
        int done = 0;
        for (Qr right : rights) {
            Matrix factor = right.r().transpose();
            int behind = width - done - factor.columns();
            bands.add(Matrix.beside(
                    List.of(Matrix.zero(factor.rows(), done), factor, Matrix.zero(factor.rows(), behind))));
            done += factor.columns();
        }
        return Matrix.stacked(bands);
    }

    /** The block of each adapter, from the adapter's own basis to all columns. */
    private static List<Matrix> blocks(Matrix vectors, List<Qr> rights) {
        List<Matrix> blocks = new ArrayList<>();
        int done = 0;
        for (Qr right : rights) {
            int width = right.q().columns();
            blocks.add(vectors.columns(done, done + width).multiplyTransposed(right.q()));
            done += width;
        }
        return blocks;
    }
}
