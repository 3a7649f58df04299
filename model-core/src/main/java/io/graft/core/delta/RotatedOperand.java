package io.graft.core.delta;

import io.graft.core.adapter.Rotation;
import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Operand;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** OFT: each block of a row is multiplied by a matrix of its own. */
final class RotatedOperand implements Operand {
    private final Operand base;
    private final Rotation change;
    private final int block;
    private final Prepared<RotationBlocks> blocks;

    RotatedOperand(Operand base, Rotation change) {
        this.base = base;
        this.change = change;
        this.block = change.block();
        this.blocks = new Prepared<>(() -> RotationBlocks.of(change));
    }

    @Override
    public DType dtype() {
        return base.dtype();
    }

    @Override
    public Shape shape() {
        return base.shape();
    }

    @Override
    public List<Tensor> content() {
        return Stream.concat(base.content().stream(), Stream.of(change.vectors()))
                .toList();
    }

    @Override
    public Cut cut() {
        return Cut.ROWS;
    }

    @Override
    public void prepare(Survey survey) throws InterruptedException {
        base.prepare(survey);
        blocks.prepare();
    }

    @Override
    public void read(Tile tile, double[] into, Workspace workspace) {
        base.read(tile, into, workspace);
        int mark = workspace.mark();
        double[] rotated = workspace.take(block);
        for (int at = 0; at < tile.count(); at += block) {
            int place = at % tile.columns() / block;
            rotate(into, at, blocks.get().matrix(place), rotated, workspace);
        }
        workspace.reset(mark);
    }

    private void rotate(double[] values, int at, double[][] matrix, double[] rotated, Workspace workspace) {
        Arrays.fill(rotated, 0, block, 0);
        for (int k = 0; k < block; k++) {
            workspace.kernels().add(rotated, matrix[k], values[at + k], block);
        }
        System.arraycopy(rotated, 0, values, at, block);
    }

    @Override
    public void release() {
        base.release();
        blocks.release();
    }
}
