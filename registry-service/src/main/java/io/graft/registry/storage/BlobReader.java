package io.graft.registry.storage;

import io.graft.core.artifact.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Looks into bytes while they are read back. */
@FunctionalInterface
public interface BlobReader {
    /** Only takes the digest. */
    BlobReader PLAIN = BlobReader::digest;

    /** Reads to the end, and returns the digest of all bytes. May refuse what it sees halfway. */
    Digest read(InputStream bytes) throws IOException;

    private static Digest digest(InputStream bytes) throws IOException {
        MessageDigest sha256 = Digest.sha256();
        byte[] buffer = new byte[1 << 18];
        for (int read; (read = bytes.read(buffer)) >= 0; ) {
            sha256.update(buffer, 0, read);
        }
        return Digest.of(sha256);
    }
}
