package io.graft.core.method;

import io.graft.core.matrix.LowRankMatrix;
import io.graft.core.matrix.Matrix;
import io.graft.core.matrix.Svd;
import java.util.List;

/**
 * Core Space merging (Panariello et al., Accurate and Efficient Low-Rank Model Merging in Core Space, 2025, arXiv 2509.17786): U spans
 * the columns of all b, V the rows of all a; each adapter is a small core in between, Mᵢ = Uᵀbᵢ · aᵢV, without loss; the cores
 * are merged. Δ = λ · U · rule(M₁, …, M_T) · Vᵀ, where U are the left singular vectors of [b₁ … b_T] and V the right ones of
 * [a₁; …; a_T], as they were trained, without scale or weight.
 *
 * <p>A rule that no rotation changes, such as {@link IsoC}, makes of the cores what it makes of the deltas; {@link TsvM} does so too
 * where all ranks are equal, and else keeps of each adapter the average rank.
 *
 * @param rule merges the cores
 * @param lambda a factor for the whole
 */
record CoreSpace(FactorMerge rule, double lambda) implements FactorMerge {
    private static final Parameter RULE = Parameter.choice(
            "rule", List.of("sum", "mean", "ties", "tsv_m", "iso_c"), "how the adapters' cores are merged");

    static final MergeMethod METHOD = new FactorMethod(
            "core_space",
            "Each adapter as a small core between bases that all share, without loss; the cores are merged by a rule.",
            "Panariello et al. 2025, Low-rank model merging in core space, https://arxiv.org/abs/2509.17786",
            List.of(RULE, ElementRule.DENSITY),
            CoreSpace::of);

    private static CoreSpace of(Ingredients ingredients) {
        String rule = ingredients.word(RULE);
        double lambda = ingredients.value(Weights.LAMBDA);
        return switch (rule) {
            case "tsv_m" -> new CoreSpace(new TsvM(1), lambda);
            case "iso_c" -> new CoreSpace(new IsoC(1), lambda);
            default -> new CoreSpace(ElementRule.named(rule, ingredients.value(ElementRule.DENSITY)), lambda);
        };
    }

    /** Merges the cores element by element, with the recipe's weights. */
    public CoreSpace(ElementRule rule, double lambda) {
        this(adapters -> elementwise(adapters, rule), lambda);
    }

    @Override
    public LowRankMatrix merge(List<WeightedFactors> adapters) {
        List<WeightedFactors> ordered = WeightedFactors.ordered(adapters);
        Matrix left = Svd.of(
                        Matrix.beside(ordered.stream().map(WeightedFactors::b).toList()))
                .left();
        Matrix right = Svd.of(
                        Matrix.stacked(ordered.stream().map(WeightedFactors::a).toList()))
                .right();
        LowRankMatrix core = rule.merge(
                ordered.stream().map(adapter -> core(adapter, left, right)).toList());
        return new LowRankMatrix(
                left.transpose().multiply(core.left()).times(lambda),
                core.right().multiply(right));
    }

    private static WeightedFactors core(WeightedFactors adapter, Matrix left, Matrix right) {
        return new WeightedFactors(
                left.multiply(adapter.b()), adapter.a().multiplyTransposed(right), adapter.scale(), adapter.weight());
    }

    private static LowRankMatrix elementwise(List<WeightedFactors> cores, ElementRule rule) {
        List<Matrix> matrices =
                cores.stream().map(core -> core.delta().product()).toList();
        double[] weights = cores.stream().mapToDouble(WeightedFactors::weight).toArray();
        Matrix merged = rule.of(matrices, weights);
        return new LowRankMatrix(merged, Matrix.identity(merged.columns()));
    }
}
