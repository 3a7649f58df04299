package io.graft.core.merge;

import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.lang.foreign.Arena;
import java.util.Optional;

/** A tensor of a plan's result, of which any part can be computed. */
public final class RecomputedTensor {
    private final Target target;
    private final TrackedTensor tensor;
    private final Workspace workspace;

    RecomputedTensor(Target target, TrackedTensor tensor, Workspace workspace) {
        this.target = target;
        this.tensor = tensor;
        this.workspace = workspace;
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
        switch (tensor.computed()) {
            case CopiedTensor copy -> copy.source().read(first, values, count);
            case FormulaTensor made -> compute(made, first, values);
            default -> throw new IllegalStateException("Tensors are copied or made by a formula");
        }
        return values;
    }

    private void compute(FormulaTensor made, long first, double[] values) {
        FormulaTensor unrounded = new FormulaTensor(made.name(), DType.F64, made.shape(), made.formula());
        try (Arena arena = Arena.ofConfined()) {
            var bytes = arena.allocate((long) values.length * Double.BYTES);
            unrounded.compute(first, values.length, bytes, workspace);
            new Tensor(made.name(), DType.F64, Shape.of(values.length), bytes).read(0, values, values.length);
        }
    }
}
