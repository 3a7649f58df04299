package io.graft.core.method;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Operand;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A base plus what several task vectors, each thinned, come to: {@code base + lambda · combination}. */
final class TaskVectors implements Formula {
    private final Shape shape;
    private final Operand base;
    private final List<SparseVector> vectors;
    private final Combination combination;
    private final double lambda;

    /** @param vectors none of weight 0, in the order of the combination's weights */
    TaskVectors(Shape shape, Operand base, List<SparseVector> vectors, Combination combination, double lambda) {
        this.shape = shape;
        this.base = base;
        this.vectors = lambda == 0 ? List.of() : List.copyOf(vectors);
        this.combination = combination;
        this.lambda = lambda;
    }

    @Override
    public Cut cut() {
        return vectors.stream().map(SparseVector::cut).reduce(base.cut(), Cut::and);
    }

    @Override
    public Optional<Operand> copied() {
        return vectors.isEmpty() ? Optional.of(base) : Optional.empty();
    }

    @Override
    public void prepare(Survey survey) throws InterruptedException {
        base.prepare(survey);
        for (SparseVector vector : vectors) {
            vector.prepare(shape, cut(), survey);
        }
    }

    @Override
    public void compute(Tile tile, double[] result, Workspace workspace) {
        base.read(tile, result, workspace);
        if (vectors.isEmpty()) {
            return;
        }
        int mark = workspace.mark();
        double[] sum = workspace.take(tile.count());
        Arrays.fill(sum, 0, tile.count(), 0);
        combination.add((i, into) -> vectors.get(i).read(tile, result, into, workspace), tile, sum, workspace);
        workspace.kernels().change(result, sum, lambda, tile.count());
        workspace.reset(mark);
    }

    @Override
    public void release() {
        vectors.forEach(SparseVector::release);
        base.release();
    }
}
