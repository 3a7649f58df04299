package io.graft.eval.verification;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Rows of logits in a temporary file: those of a large vocabulary would not fit into the heap. */
final class LogitFile implements AutoCloseable {
    private final Path file;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment rows;
    private final int width;

    LogitFile(long count, int width) {
        this.width = width;
        try {
            this.file = Files.createTempFile("graft-logits", null);
            this.rows = map(count * width * Float.BYTES);
        } catch (IOException e) {
            throw VerificationError.VERIFICATION_FAILED.at(
                    "temporary files", "A temporary file cannot be written: " + e.getMessage(), e);
        }
    }

    private MemorySegment map(long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
        }
    }

    void write(long row, float[] logits) {
        MemorySegment.copy(logits, 0, rows, JAVA_FLOAT, offset(row), width);
    }

    float[] read(long row) {
        float[] logits = new float[width];
        MemorySegment.copy(rows, JAVA_FLOAT, offset(row), logits, 0, width);
        return logits;
    }

    private long offset(long row) {
        return row * width * Float.BYTES;
    }

    @Override
    public void close() {
        arena.close();
    }
}
