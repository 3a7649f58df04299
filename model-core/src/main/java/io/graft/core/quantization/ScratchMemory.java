package io.graft.core.quantization;

import io.graft.core.GraftException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Room for more than memory holds: a mapped file in the temporary folder that has lost its name already, so that nothing is left of it
 * however the process ends. Handed out from front to back.
 */
final class ScratchMemory implements AutoCloseable {
    private final Arena arena;
    private final MemorySegment memory;
    private long taken;

    private ScratchMemory(Arena arena, MemorySegment memory) {
        this.arena = arena;
        this.memory = memory;
    }

    /** Room for these many bytes in all. They are zero. */
    static ScratchMemory of(long bytes) {
        Arena arena = Arena.ofShared();
        try {
            return new ScratchMemory(arena, mapped(bytes, arena));
        } catch (IOException e) {
            arena.close();
            throw QuantizationError.QUANTIZATION_NO_SPACE.at(
                    System.getProperty("java.io.tmpdir"), "Weights cannot be unpacked: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    private static MemorySegment mapped(long bytes, Arena arena) throws IOException {
        Path file = Files.createTempFile("graft-dequantised", "");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            requireRoom(file, bytes);
            return channel.map(MapMode.READ_WRITE, 0, bytes, arena);
        } finally {
            Files.delete(file);
        }
    }

    /** A file with holes is made at once; writing to it when the disk is full would end the process. */
    private static void requireRoom(Path file, long bytes) throws IOException {
        long room = Files.getFileStore(file).getUsableSpace();
        if (room < bytes) {
            throw noRoom(file, bytes, room);
        }
    }

    private static GraftException noRoom(Path file, long bytes, long room) {
        return QuantizationError.QUANTIZATION_NO_SPACE.at(
                String.valueOf(file.getParent()),
                "Unpacking takes %d bytes of %s, where %d are free".formatted(bytes, file.getParent(), room));
    }

    /** The next piece. */
    MemorySegment next(long bytes) {
        MemorySegment piece = memory.asSlice(taken, bytes);
        taken += bytes;
        return piece;
    }

    @Override
    public void close() {
        arena.close();
    }
}
