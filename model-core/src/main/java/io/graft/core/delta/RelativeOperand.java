package io.graft.core.delta;

import io.graft.core.adapter.LowRank;
import io.graft.core.adapter.RelativeLowRank;
import io.graft.core.kernel.Cut;
import io.graft.core.kernel.LowRankFactors;
import io.graft.core.kernel.Operand;
import io.graft.core.kernel.ProductTiles;
import io.graft.core.kernel.Shifted;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.matrix.LowRankMatrix;
import io.graft.core.matrix.Matrix;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A LoRA less what it started as, which is found in the tensor itself: all of that is in memory while it is prepared. */
final class RelativeOperand implements Shifted {
    private final Operand origin;
    private final RelativeLowRank change;
    private volatile @Nullable LowRankFactors factors;

    RelativeOperand(Operand origin, RelativeLowRank change) {
        this.origin = origin;
        this.change = change;
    }

    @Override
    public Operand origin() {
        return origin;
    }

    @Override
    public DType dtype() {
        return origin.dtype();
    }

    @Override
    public Shape shape() {
        return origin.shape();
    }

    @Override
    public Cut cut() {
        return origin.cut().and(Cut.RECTANGLES);
    }

    /** The origin once more than a plain LoRA on it, which has the same factors and another meaning. */
    @Override
    public List<Tensor> content() {
        Stream<Tensor> end = Stream.of(change.end().b(), change.end().a());
        return Stream.of(origin.content().stream(), end, origin.content().stream())
                .flatMap(parts -> parts)
                .toList();
    }

    @Override
    public void prepare(Survey survey) throws InterruptedException {
        origin.prepare(survey);
        Matrix stored = matrix(survey);
        LowRank end = change.end();
        LowRankMatrix start =
                change.start().of(end.transposed() ? stored.transpose() : stored, end.rank(), end.scale());
        factors = difference(end, start);
    }

    private Matrix matrix(Survey survey) throws InterruptedException {
        int columns = Math.toIntExact(Cut.width(shape()));
        int rows = Math.toIntExact(shape().dim(0));
        double[] values = new double[Math.multiplyExact(rows, columns)];
        survey.collect(shape(), Cut.ROWS, () -> values, this::copy, (one, other) -> one);
        return Matrix.of(rows, columns, values);
    }

    private void copy(double[] values, Tile tile, Workspace workspace) {
        int mark = workspace.mark();
        double[] read = workspace.take(tile.count());
        origin.read(tile, read, workspace);
        int first = Math.toIntExact(tile.row() * Cut.width(shape()) + tile.column());
        System.arraycopy(read, 0, values, first, tile.count());
        workspace.reset(mark);
    }

    /** {@code [B, −B₀] · [A; A₀]}. */
    private static LowRankFactors difference(LowRank end, LowRankMatrix start) {
        Matrix left = Matrix.beside(List.of(Matrix.of(end.b()), start.left().times(-1)));
        Matrix right = Matrix.stacked(List.of(Matrix.of(end.a()), start.right()));
        return Factors.of(
                left.rows(), right.columns(), right.rows(), left.toArray(), right.toArray(), end.transposed());
    }

    @Override
    public void addShift(Tile tile, double weight, double[] sum, Workspace workspace) {
        LowRankFactors prepared = factors;
        if (prepared == null) {
            throw new IllegalStateException("It is read before it is prepared. Indicates a bug");
        }
        ProductTiles.add(sum, tile, prepared, weight * change.end().scale(), workspace);
    }

    @Override
    public void release() {
        origin.release();
        factors = null;
    }
}
