package io.graft.core.method;

import io.graft.core.matrix.LowRankMatrix;
import io.graft.core.matrix.Matrix;
import io.graft.core.matrix.Svd;
import java.util.Arrays;
import java.util.List;

/**
 * TSV-Merge (Gargiulo et al., Task Singular Vectors, 2025, arXiv 2412.00081): the singular vectors of all adapters, made orthogonal to
 * each other, with their own singular values. Δ = λ · polar([U₁ … U_T]) · diag(s) · polar([V₁ … V_T])ᵀ.
 *
 * <p>Of each adapter the min(out, in) / T largest singular values are kept, at least one; an adapter of lower rank than that keeps
 * all. Directions that several adapters share exactly are merged into one, where the authors' code adds an arbitrary one.
 *
 * @param lambda a factor for the whole; 1 is the paper's
 */
record TsvM(double lambda) implements FactorMerge {
    static final MergeMethod METHOD = new FactorMethod(
            "tsv_m",
            "The singular vectors of all adapters made orthogonal to each other, so that tasks disturb each other least.",
            "Gargiulo et al. 2025, Task singular vectors, https://arxiv.org/abs/2412.00081",
            List.of(),
            ingredients -> new TsvM(ingredients.value(Weights.LAMBDA)));

    @Override
    public LowRankMatrix merge(List<WeightedFactors> adapters) {
        List<Svd> tasks = WeightedFactors.ordered(adapters).stream()
                .map(adapter -> task(adapter, adapters.size()))
                .toList();
        double[] values = tasks.stream()
                .flatMapToDouble(task -> Arrays.stream(task.values()))
                .toArray();
        return new LowRankMatrix(
                orthogonal(tasks.stream().map(Svd::left).toList())
                        .scaledRows(values)
                        .transpose()
                        .times(lambda),
                orthogonal(tasks.stream().map(Svd::right).toList()));
    }

    private static Svd task(WeightedFactors adapter, int tasks) {
        Svd task = Svd.of(adapter.weightedDelta());
        int share = Math.min(adapter.b().rows(), adapter.a().columns()) / tasks;
        return task.truncated(Math.min(task.rank(), Math.max(1, share)));
    }

    private static Matrix orthogonal(List<Matrix> vectors) {
        return Svd.of(Matrix.stacked(vectors)).polar();
    }
}
