package io.graft.core.merge;

import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tensor of a plan's result, of which any part can be computed. */
public final class RecomputedTensor {
    private final Target target;
    private final TrackedTensor tensor;
    private final @Nullable ExactTensor exact;

    /** @param exact null for a copied tensor */
    RecomputedTensor(Target target, TrackedTensor tensor, @Nullable ExactTensor exact) {
        this.target = target;
        this.tensor = tensor;
        this.exact = exact;
    }

    public String name() {
        return tensor.name();
    }

    public DType dtype() {
        return tensor.dtype();
    }

    public Shape shape() {
        return tensor.shape();
    }

    /** The tensor of this name in the model that the result's config is from. */
    public Optional<Tensor> base() {
        return Optional.ofNullable(target.reference());
    }

    /** The stored tensor that this one is, byte for byte, if it is copied. */
    public Optional<Tensor> copied() {
        return tensor.computed() instanceof CopiedTensor copy ? Optional.of(copy.source()) : Optional.empty();
    }

    /** What this tensor is a plain weighted sum of, if it is one and no tokens are moved. */
    public Optional<PlainSum> sum() {
        return PlainSum.of(target);
    }

    /**
     * Computes elements in float64, before they are rounded to the tensor's type.
     *
     * @param first where a row begins
     * @param count whole rows
     */
    public double[] values(long first, int count) {
        double[] values = new double[count];
        if (exact == null) {
            copied().orElseThrow().read(first, values, count);
        } else {
            exact.read(first, values, count);
        }
        return values;
    }
}
