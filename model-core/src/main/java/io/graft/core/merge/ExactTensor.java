package io.graft.core.merge;

import io.graft.core.kernel.Kernels;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import java.lang.foreign.MemorySegment;

/**
 * A tensor of the result that a formula makes, as it is before it is rounded: what a written result can be held against. For one
 * thread, and no two of one plan at a time.
 */
public final class ExactTensor implements AutoCloseable {
    private final FormulaTensor rounded;
    private final FormulaTensor exact;
    private final Workspace workspace = new Workspace(Kernels.fastest());

    private ExactTensor(FormulaTensor rounded) {
        this.rounded = rounded;
        this.exact = new FormulaTensor(rounded.name(), DType.F64, rounded.shape(), rounded.formula());
    }

    static ExactTensor of(FormulaTensor tensor) throws InterruptedException {
        ExactTensor exact = new ExactTensor(tensor);
        exact.exact.prepare(new SequentialSurvey(exact.workspace));
        return exact;
    }

    public String name() {
        return rounded.name();
    }

    public Shape shape() {
        return rounded.shape();
    }

    /** The type that the result has it in. */
    public DType dtype() {
        return rounded.dtype();
    }

    /** Runs that are read begin at multiples of this many elements and hold a multiple of it, such as a few whole rows. */
    public long granule() {
        return exact.granule();
    }

    /** Computes {@code count} elements, from {@code first} on, into the front of {@code into}. */
    public void read(long first, double[] into, int count) {
        exact.compute(first, count, MemorySegment.ofArray(into), workspace);
    }

    @Override
    public void close() {
        exact.release();
    }
}
