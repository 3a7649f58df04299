package io.graft.core.gguf;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A tensor of a GGUF file, in place.
 *
 * @param shape outermost dimension first, unlike in the file
 * @param data exactly its blocks
 */
public record BlockTensor(String name, BlockType type, Shape shape, MemorySegment data) {
    private static final ValueLayout.OfFloat FLOAT = JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int CHUNK = 1 << 16;

    public BlockTensor {
        if (!type.fits(shape) || data.byteSize() != type.bytes(shape.elements())) {
            throw new IllegalArgumentException(
                    "%s %s of %s in %d bytes. Indicates a bug".formatted(type, shape, name, data.byteSize()));
        }
    }

    /** How many elements it has. */
    public long elements() {
        return shape.elements();
    }

    /** Decodes {@code count} elements, from {@code first} on, into the front of {@code into}. */
    public void read(long first, float[] into, int count) {
        int done = 0;
        while (done < count) {
            int skipped = (int) ((first + done) % type.elements());
            int wanted = Math.min(CHUNK - skipped, count - done);
            float[] decoded = blocks((first + done) / type.elements(), skipped + wanted);
            System.arraycopy(decoded, skipped, into, done, wanted);
            done += wanted;
        }
    }

    private float[] blocks(long block, int elements) {
        int blocks = Math.ceilDiv(elements, type.elements());
        byte[] bytes =
                data.asSlice(block * type.bytes(), (long) blocks * type.bytes()).toArray(JAVA_BYTE);
        float[] decoded = new float[blocks * type.elements()];
        type.decode(bytes, blocks, decoded);
        return decoded;
    }

    /** A view of the file, if elements are stored as they are. */
    public Optional<Tensor> plain() {
        return type.isPlain() ? Optional.of(new Tensor(name, DType.parse(type.name()), shape, data)) : Optional.empty();
    }

    /** The tensor as floats: decoded into memory taken from {@code memory}, or, if it holds plain floats, a view of the file. */
    public Tensor dequantised(SegmentAllocator memory) {
        if (type == BlockType.F32) {
            return new Tensor(name, DType.F32, shape, data);
        }
        MemorySegment floats = memory.allocate(Math.multiplyExact(elements(), (long) Float.BYTES), Float.BYTES);
        float[] part = new float[CHUNK];
        for (long at = 0; at < elements(); at += CHUNK) {
            int count = (int) Math.min(CHUNK, elements() - at);
            read(at, part, count);
            MemorySegment.copy(part, 0, floats, FLOAT, at * Float.BYTES, count);
        }
        return new Tensor(name, DType.F32, shape, floats);
    }
}
