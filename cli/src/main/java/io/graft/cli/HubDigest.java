package io.graft.cli;

import io.graft.core.artifact.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** How the Hub names the content of a file: one in Git LFS by its bytes, any other as Git names its blob. */
sealed interface HubDigest {
    String hex();

    /** A digest to feed the bytes of a file to, so that it ends as {@link #hex} if they are the right ones. */
    MessageDigest begin(long size);

    /** With the name of the digest, for people. */
    default String of(String hex) {
        return switch (this) {
            case Sha256 _ -> "sha256:" + hex;
            case GitBlob _ -> "git:" + hex;
        };
    }

    /** Of the bytes. */
    record Sha256(Digest digest) implements HubDigest {
        @Override
        public String hex() {
            return digest.hex();
        }

        @Override
        public MessageDigest begin(long size) {
            return Digest.sha256();
        }
    }

    /**
     * Of a Git object.
     *
     * @param hex 40 digits
     */
    record GitBlob(String hex) implements HubDigest {
        @Override
        public MessageDigest begin(long size) {
            try {
                MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
                sha1.update("blob %d\0".formatted(size).getBytes(StandardCharsets.UTF_8));
                return sha1;
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java platform has SHA-1", e);
            }
        }
    }
}
