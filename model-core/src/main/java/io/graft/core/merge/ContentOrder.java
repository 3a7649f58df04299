package io.graft.core.merge;

import io.graft.core.kernel.Operand;
import io.graft.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Comparator;
import java.util.Iterator;

/** Orders operands by their content, so that nothing depends on how a recipe lists its models. */
final class ContentOrder implements Comparator<Operand> {
    static final ContentOrder BY_CONTENT = new ContentOrder();

    @Override
    public int compare(Operand one, Operand other) {
        Iterator<Tensor> tensors = one.content().iterator();
        Iterator<Tensor> others = other.content().iterator();
        while (tensors.hasNext() && others.hasNext()) {
            int byTensor = compare(tensors.next(), others.next());
            if (byTensor != 0) {
                return byTensor;
            }
        }
        return Boolean.compare(tensors.hasNext(), others.hasNext());
    }

    private static int compare(Tensor one, Tensor other) {
        int byType = one.dtype().compareTo(other.dtype());
        return byType != 0 ? byType : compare(one.data(), other.data());
    }

    /** Adapters of one base share its bytes, which need not be read to be equal. */
    private static int compare(MemorySegment one, MemorySegment other) {
        if (one.equals(other)) {
            return 0;
        }
        long at = one.mismatch(other);
        if (at < 0 || at == Math.min(one.byteSize(), other.byteSize())) {
            return Long.compare(one.byteSize(), other.byteSize());
        }
        return Integer.compare(byteAt(one, at), byteAt(other, at));
    }

    private static int byteAt(MemorySegment segment, long at) {
        return Byte.toUnsignedInt(segment.get(ValueLayout.JAVA_BYTE, at));
    }
}
