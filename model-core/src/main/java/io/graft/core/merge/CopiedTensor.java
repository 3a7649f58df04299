package io.graft.core.merge;

import io.graft.core.kernel.Finiteness;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/** A tensor that is taken over byte for byte. */
record CopiedTensor(String name, Tensor source) implements OutputTensor {
    @Override
    public DType dtype() {
        return source.dtype();
    }

    @Override
    public Shape shape() {
        return source.shape();
    }

    @Override
    public long granule() {
        return 1;
    }

    @Override
    public boolean compute(long first, int count, MemorySegment into, Workspace workspace) {
        long bytes = (long) count * dtype().bytes();
        MemorySegment.copy(source.data(), first * dtype().bytes(), into, 0, bytes);
        return Finiteness.of(dtype(), into.asSlice(0, bytes));
    }
}
