package io.graft.core.merge;

import io.graft.core.artifact.Digest;
import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A SHA-256 on a thread of its own. */
final class RunningDigest implements AutoCloseable {
    private final MessageDigest sha256 = Digest.sha256();
    private final ExecutorService hashing = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("sha256-", 1).daemon().factory());

    /** Takes the next bytes, which stay as they are until the result is there. */
    Future<?> update(MemorySegment bytes) {
        return hashing.submit(() -> sha256.update(bytes.asByteBuffer()));
    }

    /** The digest of all bytes; waits for it. */
    Digest finish() throws InterruptedException {
        return Waiting.on(hashing.submit(() -> Digest.of(sha256)));
    }

    /** Waits until no bytes are read any more. */
    @Override
    public void close() {
        hashing.shutdownNow();
        hashing.close();
    }
}
