package io.graft.core.safetensors;

import io.graft.core.artifact.Digest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * A safetensors file that was validated and digested in one pass over its bytes.
 *
 * @param sha256 of the whole file
 * @param tensors in the order of their data
 */
public record SafetensorsDigest(Digest sha256, SafetensorsHeader header, List<TensorDigest> tensors) {
    private static final int BLOCK = 1 << 18;

    public SafetensorsDigest {
        tensors = List.copyOf(tensors);
    }

    /**
     * Reads a file from its first byte to its last. If the file is refused, the stream stands somewhere within it.
     *
     * @param fileSize how many bytes the stream is to yield; the rest of a longer stream is left alone
     * @param file how to call the file in errors
     */
    public static SafetensorsDigest of(InputStream bytes, long fileSize, String file) {
        MessageDigest sha256 = Digest.sha256();
        DigestInputStream digested = new DigestInputStream(bytes, sha256);
        SafetensorsHeader header = SafetensorsHeader.parse(digested, fileSize, file);
        try {
            List<TensorDigest> tensors = digests(digested, header.tensors());
            return new SafetensorsDigest(Digest.of(sha256), header, tensors);
        } catch (IOException e) {
            throw SafetensorsError.FILE_UNREADABLE.at(file, "The data of %s cannot be read".formatted(file), e);
        }
    }

    private static List<TensorDigest> digests(InputStream data, List<TensorInfo> tensors) throws IOException {
        List<TensorDigest> digests = new ArrayList<>();
        byte[] block = new byte[BLOCK];
        for (TensorInfo tensor : tensors) {
            Digest sha256 = digest(data, tensor.bytes(), block);
            digests.add(new TensorDigest(tensor.name(), tensor.dtype(), tensor.shape(), sha256));
        }
        return digests;
    }

    private static Digest digest(InputStream data, long count, byte[] block) throws IOException {
        MessageDigest sha256 = Digest.sha256();
        for (long left = count; left > 0; ) {
            int read = data.read(block, 0, (int) Math.min(block.length, left));
            if (read < 0) {
                throw new EOFException("The stream ends within the data");
            }
            sha256.update(block, 0, read);
            left -= read;
        }
        return Digest.of(sha256);
    }
}
