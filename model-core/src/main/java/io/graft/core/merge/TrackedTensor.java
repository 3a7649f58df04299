package io.graft.core.merge;

import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tensor of the result that finds out, while it is computed, whether it differs from the one it goes back to. */
final class TrackedTensor implements OutputTensor {
    private final OutputTensor computed;
    private final @Nullable Tensor reference;
    private volatile boolean differs;

    /** @param reference the tensor of the same name in the base; null if it has none */
    TrackedTensor(OutputTensor computed, @Nullable Tensor reference) {
        this.computed = computed;
        this.reference = reference;
        this.differs = reference != null
                && (reference.dtype() != computed.dtype() || !reference.shape().equals(computed.shape()));
    }

    OutputTensor computed() {
        return computed;
    }

    boolean isCopied() {
        return computed instanceof CopiedTensor;
    }

    /** The same tensor computed by a device, if the device can. */
    TrackedTensor on(DeviceUse use, DeviceTally tally) {
        return formula()
                .flatMap(made -> DeviceTensor.of(made, use, tally))
                .map(onDevice -> {
                    tally.expect(onDevice);
                    return new TrackedTensor(onDevice, reference);
                })
                .orElse(this);
    }

    /** The formula that makes it; empty where it is copied. */
    Optional<FormulaTensor> formula() {
        return computed instanceof FormulaTensor made ? Optional.of(made) : Optional.empty();
    }

    /** What became of it; final after the last block. */
    TensorProvenance provenance() {
        return new TensorProvenance(name(), state());
    }

    private TensorProvenance.State state() {
        if (reference == null) {
            return TensorProvenance.State.NEW;
        }
        return differs ? TensorProvenance.State.CHANGED : TensorProvenance.State.IDENTICAL;
    }

    @Override
    public void prepare(Survey survey) throws InterruptedException {
        computed.prepare(survey);
    }

    @Override
    public boolean compute(long first, int count, MemorySegment into, Workspace workspace) {
        boolean finite = computed.compute(first, count, into, workspace);
        if (reference != null && !differs) {
            long begin = first * dtype().bytes();
            long bytes = (long) count * dtype().bytes();
            if (MemorySegment.mismatch(into, 0, bytes, reference.data(), begin, begin + bytes) >= 0) {
                differs = true; // Never back to false: another block may have said it
            }
        }
        return finite;
    }

    @Override
    public String name() {
        return computed.name();
    }

    @Override
    public DType dtype() {
        return computed.dtype();
    }

    @Override
    public Shape shape() {
        return computed.shape();
    }

    @Override
    public long granule() {
        return computed.granule();
    }

    @Override
    public void release() {
        computed.release();
    }
}
