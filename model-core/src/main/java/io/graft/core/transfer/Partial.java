package io.graft.core.transfer;

import io.graft.core.artifact.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/** The beginning of a file that is being downloaded, digested as it grows. */
final class Partial implements AutoCloseable {
    private static final int BLOCK = 1 << 18;

    private final FileChannel file;
    private final long whole;
    private final MessageDigest sha256 = Digest.sha256();
    private long size;

    private Partial(FileChannel file, long whole) {
        this.file = file;
        this.whole = whole;
    }

    /**
     * Takes up what an earlier download left, or begins.
     *
     * @param whole the size of the file in the end
     */
    static Partial open(Path path, long whole) throws IOException {
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Partial partial = new Partial(file, whole);
        try {
            partial.takeUp();
            return partial;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private void takeUp() throws IOException {
        if (file.size() > whole) {
            file.truncate(0);
        }
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        while (file.read(block) >= 0) {
            size += block.flip().remaining();
            sha256.update(block);
            block.clear();
        }
    }

    synchronized long size() {
        return size;
    }

    boolean isWhole() {
        return size() == whole;
    }

    synchronized void append(ByteBuffer bytes) throws IOException {
        if (bytes.remaining() > whole - size) {
            throw new IOException("more than %d bytes came".formatted(whole));
        }
        sha256.update(bytes.duplicate());
        while (bytes.hasRemaining()) {
            size += file.write(bytes);
        }
    }

    synchronized void restart() throws IOException {
        file.truncate(0);
        sha256.reset();
        size = 0;
    }

    /** The digest of the file, once it is safely on the disk. */
    synchronized Digest seal() throws IOException {
        file.force(true);
        return Digest.of(sha256);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
