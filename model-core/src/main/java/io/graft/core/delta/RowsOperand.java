package io.graft.core.delta;

import io.graft.core.adapter.RowReplacement;
import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Operand;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An embedding some rows of which are others. */
final class RowsOperand implements Operand {
    private final Operand base;
    private final Tensor rows;
    /** From a row of the embedding to the row that replaces it. */
    private final Map<Integer, Integer> places = new HashMap<>();

    RowsOperand(Operand base, RowReplacement change) {
        this.base = base;
        this.rows = change.rows();
        for (int i = 0; i < change.ids().size(); i++) {
            places.put(change.ids().get(i), i);
        }
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
        return Stream.concat(base.content().stream(), Stream.of(rows)).toList();
    }

    @Override
    public Cut cut() {
        return base.cut();
    }

    @Override
    public void prepare(Survey survey) throws InterruptedException {
        base.prepare(survey);
    }

    @Override
    public void read(Tile tile, double[] into, Workspace workspace) {
        base.read(tile, into, workspace);
        for (int i = 0; i < tile.rows(); i++) {
            replace(tile.first(i), into, i * tile.columns(), tile.columns(), workspace);
        }
    }

    private void replace(long first, double[] into, int at, int count, Workspace workspace) {
        long width = rows.shape().dim(1);
        int done = 0;
        while (done < count) {
            long column = (first + done) % width;
            int step = (int) Math.min(count - done, width - column);
            Integer place = places.get((int) ((first + done) / width));
            if (place != null) {
                workspace.kernels().read(rows.dtype(), rows.data(), place * width + column, into, at + done, step);
            }
            done += step;
        }
    }

    @Override
    public void release() {
        base.release();
    }
}
