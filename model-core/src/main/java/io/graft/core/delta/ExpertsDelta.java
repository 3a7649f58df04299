package io.graft.core.delta;

import io.graft.core.adapter.ExpertLowRank;
import io.graft.core.kernel.Cut;
import io.graft.core.kernel.LowRankFactors;
import io.graft.core.kernel.ProductTiles;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** A product for each expert of a stack. */
final class ExpertsDelta implements Delta {
    private final ExpertLowRank change;
    private final Prepared<List<LowRankFactors>> factors;

    ExpertsDelta(ExpertLowRank change) {
        this.change = change;
        this.factors = new Prepared<>(() -> IntStream.range(0, change.experts())
                .mapToObj(expert -> ExpertFactors.of(change, expert))
                .toList());
    }

    @Override
    public Cut cut() {
        return Cut.ELEMENTS;
    }

    @Override
    public List<Tensor> content() {
        return List.of(change.b(), change.a());
    }

    @Override
    public void prepare() {
        factors.prepare();
    }

    @Override
    public void add(double[] sum, Tile tile, double weight, Workspace workspace) {
        for (int i = 0; i < tile.rows(); i++) {
            addRun(sum, i * tile.columns(), tile.first(i), tile.columns(), weight * change.scale(), workspace);
        }
    }

    private void addRun(double[] sum, int at, long first, int count, double factor, Workspace workspace) {
        LowRankFactors any = factors.get().getFirst();
        long size = (long) any.rows() * any.columns();
        int done = 0;
        while (done < count) {
            int expert = (int) ((first + done) / size);
            long begin = (first + done) % size;
            int step = (int) Math.min(count - done, size - begin);
            new ProductTiles(factors.get().get(expert), factor, workspace).addRun(sum, at + done, begin, step);
            done += step;
        }
    }

    @Override
    public void release() {
        factors.release();
    }
}
