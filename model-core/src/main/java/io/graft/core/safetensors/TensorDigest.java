package io.graft.core.safetensors;

import io.graft.core.artifact.Digest;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;

/**
 * A tensor by its content, wherever it is stored.
 *
 * @param sha256 of the elements' bytes, little-endian and row-major
 */
public record TensorDigest(String name, DType dtype, Shape shape, Digest sha256) {
    private static final int BLOCK = 1 << 16;

    /** Reads the tensor once. */
    public static TensorDigest of(Tensor tensor) {
        MessageDigest sha256 = Digest.sha256();
        byte[] block = new byte[(int) Math.min(BLOCK, tensor.bytes())];
        for (long done = 0; done < tensor.bytes(); done += block.length) {
            int count = (int) Math.min(block.length, tensor.bytes() - done);
            MemorySegment.copy(tensor.data(), done, MemorySegment.ofArray(block), 0, count);
            sha256.update(block, 0, count);
        }
        return new TensorDigest(tensor.name(), tensor.dtype(), tensor.shape(), Digest.of(sha256));
    }
}
