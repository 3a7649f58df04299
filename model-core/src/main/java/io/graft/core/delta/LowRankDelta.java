package io.graft.core.delta;

import io.graft.core.adapter.ExpertLowRank;
import io.graft.core.adapter.GatedLowRank;
import io.graft.core.adapter.LowRank;
import io.graft.core.kernel.Cut;
import io.graft.core.kernel.LowRankFactors;
import io.graft.core.kernel.ProductTiles;
import io.graft.core.kernel.ScaledProduct;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A scaled product of two factors, as a matrix of the target's rows. */
final class LowRankDelta implements Delta {
    private final Prepared<LowRankFactors> factors;
    private final ScaledProduct product;
    private final List<Tensor> content;

    private LowRankDelta(Supplier<LowRankFactors> factors, double scale, boolean transposed, Tensor... content) {
        this.content = List.of(content);
        this.factors = new Prepared<>(factors);
        this.product = new ScaledProduct(this.factors::current, scale, transposed);
    }

    LowRankDelta(LowRank change) {
        this(() -> Factors.of(change), change.scale(), change.transposed(), change.b(), change.a());
    }

    LowRankDelta(GatedLowRank change) {
        this(() -> Factors.of(change), change.scale(), change.transposed(), change.b(), change.a(), change.inner());
    }

    /** Some rows of one expert. */
    LowRankDelta(ExpertLowRank change) {
        this(() -> ExpertFactors.of(change), change.scale(), false, change.b(), change.a());
    }

    @Override
    public Cut cut() {
        return Cut.RECTANGLES;
    }

    @Override
    public List<Tensor> content() {
        return content;
    }

    @Override
    public void prepare() {
        factors.prepare();
    }

    @Override
    public void add(double[] sum, Tile tile, double weight, Workspace workspace) {
        ProductTiles.add(sum, tile, factors.get(), weight * product.scale(), workspace);
    }

    @Override
    public Optional<ScaledProduct> product() {
        return Optional.of(product);
    }

    @Override
    public void release() {
        factors.release();
    }
}
