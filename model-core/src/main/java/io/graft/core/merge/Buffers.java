package io.graft.core.merge;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Memory for blocks in flight, within a limit. Buffers of the usual size are used again; larger ones go when they are given back.
 * For one thread.
 */
final class Buffers implements AutoCloseable {
    private final long limit;
    private final int most;
    private final int usual;
    private final Arena arena = Arena.ofShared();
    private final Deque<Buffer> free = new ArrayDeque<>();
    private final Set<Arena> large = new HashSet<>();
    private long taken;
    private int count;

    /** Some memory, and the arena that it is freed with. */
    record Buffer(Arena arena, MemorySegment memory) {}

    /**
     * @param limit bytes that may be taken at once
     * @param most buffers that may be taken at once
     * @param usual bytes of a buffer
     */
    Buffers(long limit, int most, int usual) {
        this.limit = limit;
        this.most = most;
        this.usual = usual;
    }

    /** Whether one more may be taken; whatever its size, there is always room for one. */
    boolean hasRoom(long bytes) {
        return count == 0 || (count < most && taken + Math.max(bytes, usual) <= limit);
    }

    /** A buffer of at least that size. */
    Buffer take(long bytes) {
        Buffer buffer = bytes > usual ? large(bytes) : usual();
        taken += buffer.memory().byteSize();
        count++;
        return buffer;
    }

    void giveBack(Buffer buffer) {
        taken -= buffer.memory().byteSize();
        count--;
        if (large.remove(buffer.arena())) {
            buffer.arena().close();
        } else {
            free.push(buffer);
        }
    }

    private Buffer usual() {
        Buffer buffer = free.poll();
        return buffer == null ? allocate(arena, usual) : buffer;
    }

    private Buffer large(long bytes) {
        Arena own = Arena.ofShared();
        large.add(own);
        return allocate(own, bytes);
    }

    private static Buffer allocate(Arena arena, long bytes) {
        return new Buffer(arena, arena.allocate(bytes, Long.BYTES));
    }

    /** Nobody may use a buffer any more. */
    @Override
    public void close() {
        large.forEach(Arena::close);
        arena.close();
    }
}
