package io.graft.core.merge;

import io.graft.core.kernel.Workspace;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Computes blocks on several threads and hands them on in order. A fixed number of blocks is in flight, each in a buffer that is
 * used again, so memory does not depend on the size of the model.
 */
final class BlockPipeline implements AutoCloseable {
    private final ExecutorService computing;
    private final int inFlight;
    private final int blockBytes;
    private final Arena arena = Arena.ofShared();
    private final Deque<MemorySegment> free = new ArrayDeque<>();
    private final Deque<Future<Computed>> window = new ArrayDeque<>();
    private final ThreadLocal<Workspace> workspaces;

    /** What becomes of a computed block. The bytes are good only until it returns. */
    @FunctionalInterface
    interface Sink {
        void accept(Block block, MemorySegment bytes) throws IOException;
    }

    private record Computed(Block block, MemorySegment buffer) {}

    BlockPipeline(MergeOptions options) {
        this.workspaces = ThreadLocal.withInitial(() -> new Workspace(options.kernels()));
        this.inFlight = options.blocksInFlight();
        this.blockBytes = options.blockBytes();
        this.computing = Executors.newFixedThreadPool(
                options.threads(),
                Thread.ofPlatform().name("merge-", 1).daemon().factory());
    }

    void run(Iterator<Block> blocks, Sink sink) throws IOException, InterruptedException {
        while (blocks.hasNext() || !window.isEmpty()) {
            while (blocks.hasNext() && window.size() < inFlight) {
                start(blocks.next());
            }
            finish(window.remove(), sink);
        }
    }

    private void start(Block block) {
        MemorySegment buffer = buffer(block.bytes());
        window.add(computing.submit(() -> compute(block, buffer)));
    }

    private Computed compute(Block block, MemorySegment buffer) {
        OutputTensor tensor = block.tensor();
        boolean finite = tensor.compute(block.first(), block.count(), buffer, workspaces.get());
        if (!finite) {
            throw MergeError.MERGE_NOT_FINITE.at(
                    tensor.name(),
                    "The merge makes a number of %s that is not finite in %s".formatted(tensor.name(), tensor.dtype()));
        }
        return new Computed(block, buffer);
    }

    private void finish(Future<Computed> future, Sink sink) throws IOException, InterruptedException {
        Computed done = await(future);
        sink.accept(done.block(), done.buffer().asSlice(0, done.block().bytes()));
        if (done.block().last()) {
            done.block().tensor().release();
        }
        free.push(done.buffer());
    }

    /** A free buffer, or a new one where the granules of this tensor do not fit into it. */
    private MemorySegment buffer(long bytes) {
        MemorySegment buffer = free.poll();
        return buffer != null && buffer.byteSize() >= bytes ? buffer : arena.allocate(Math.max(bytes, blockBytes), 64);
    }

    private static Computed await(Future<Computed> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("A block cannot fail otherwise. Indicates a bug", e);
        }
    }

    /** Waits for the blocks in flight, which nobody wants any more, before their buffers go. */
    @Override
    public void close() {
        computing.shutdownNow();
        computing.close();
        arena.close();
    }
}
