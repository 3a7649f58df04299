package io.graft.core.kernel;

import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A matrix plus {@code scale · B · A}, or plus the transpose of that. */
public final class LowRankOperand implements Shifted {
    private final Operand origin;
    private final Tensor b;
    private final Tensor a;
    private final double scale;
    private final boolean transposed;
    private @Nullable LowRankFactors factors;

    /**
     * @param b [out, rank]
     * @param a [rank, in]
     * @param transposed whether the origin is stored as [in, out]
     */
    public LowRankOperand(Operand origin, Tensor b, Tensor a, double scale, boolean transposed) {
        this.origin = origin;
        this.b = b;
        this.a = a;
        this.scale = scale;
        this.transposed = transposed;
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
        return Cut.RECTANGLES;
    }

    @Override
    public List<Tensor> content() {
        return Stream.concat(origin.content().stream(), Stream.of(b, a)).toList();
    }

    @Override
    public void prepare(Survey survey) throws InterruptedException {
        origin.prepare(survey);
        factors = transposed ? LowRankFactors.transposed(b, a) : LowRankFactors.of(b, a);
    }

    @Override
    public void addShift(Tile tile, double weight, double[] sum, Workspace workspace) {
        int panel = Math.toIntExact(tile.column() / LowRankFactors.PANEL);
        int row = Math.toIntExact(tile.row());
        workspace.kernels().addLowRank(sum, Objects.requireNonNull(factors), row, tile.rows(), panel, weight * scale);
    }

    @Override
    public void release() {
        factors = null;
        origin.release();
    }
}
