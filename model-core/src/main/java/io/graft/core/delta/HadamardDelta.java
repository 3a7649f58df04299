package io.graft.core.delta;

import io.graft.core.adapter.Hadamard;
import io.graft.core.kernel.Cut;
import io.graft.core.kernel.LowRankFactors;
import io.graft.core.kernel.ProductTiles;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The product of two low-rank matrices, element by element. */
final class HadamardDelta implements Delta {
    private final Prepared<LowRankFactors> first;
    private final Prepared<LowRankFactors> second;

    private final Hadamard change;

    HadamardDelta(Hadamard change) {
        this.change = change;
        this.first = new Prepared<>(() -> Factors.of(change.first()));
        this.second = new Prepared<>(() -> Factors.of(change.second()));
    }

    @Override
    public Cut cut() {
        return Cut.RECTANGLES;
    }

    @Override
    public List<Tensor> content() {
        return Stream.concat(change.first().content(), change.second().content())
                .toList();
    }

    @Override
    public void prepare() {
        first.prepare();
        second.prepare();
    }

    @Override
    public void add(double[] sum, Tile tile, double weight, Workspace workspace) {
        int mark = workspace.mark();
        double[] one = product(first.get(), tile, workspace);
        double[] other = product(second.get(), tile, workspace);
        for (int i = 0; i < tile.count(); i++) {
            one[i] *= other[i];
        }
        workspace.kernels().add(sum, one, weight * change.scale(), tile.count());
        workspace.reset(mark);
    }

    private static double[] product(LowRankFactors factors, Tile tile, Workspace workspace) {
        double[] product = workspace.take(tile.count());
        Arrays.fill(product, 0, tile.count(), 0);
        ProductTiles.add(product, tile, factors, 1, workspace);
        return product;
    }

    @Override
    public void release() {
        first.release();
        second.release();
    }
}
