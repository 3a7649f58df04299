package io.graft.core.merge;

import io.graft.core.kernel.Workspace;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Computes tensors block by block on several threads and hands the blocks on in order; the next tensor is surveyed meanwhile. The
 * memory of blocks in flight is limited, so it does not depend on the size of the model.
 */
final class BlockPipeline implements AutoCloseable {
    private final ExecutorService computing;
    private final ExecutorService preparing;
    private final ParallelSurvey survey;
    private final int blockBytes;
    private final Buffers buffers;
    private final Deque<Future<Computed>> computed = new ArrayDeque<>();
    private final Deque<Passed> passed = new ArrayDeque<>();
    private final ThreadLocal<Workspace> workspaces;

    /** What becomes of computed blocks. */
    @FunctionalInterface
    interface Sink {
        /** Takes the next block; what it returns is done when the bytes are needed no more. */
        Future<?> accept(Block block, MemorySegment bytes) throws IOException;
    }

    private record Computed(Block block, Buffers.Buffer buffer) {}

    private record Passed(Future<?> done, Buffers.Buffer buffer) {}

    BlockPipeline(MergeOptions options) {
        this.workspaces = ThreadLocal.withInitial(() -> new Workspace(options.kernels()));
        this.blockBytes = options.blockBytes();
        this.buffers = new Buffers(options.memoryBytes(), options.blocksInFlight(), blockBytes);
        this.computing = threads("merge-", options.threads());
        this.preparing = threads("survey-", 1);
        this.survey = new ParallelSurvey(computing, workspaces::get, 2 * options.threads());
    }

    private static ExecutorService threads(String name, int count) {
        return Executors.newFixedThreadPool(
                count, Thread.ofPlatform().name(name, 1).daemon().factory());
    }

    void run(List<? extends OutputTensor> tensors, Sink sink) throws IOException, InterruptedException {
        Future<?> prepared = prepare(tensors, 0);
        for (int i = 0; i < tensors.size(); i++) {
            await(prepared, sink);
            prepared = prepare(tensors, i + 1);
            for (Block block : Block.of(tensors.get(i), blockBytes)) {
                start(block, sink);
            }
        }
        while (!computed.isEmpty() || !passed.isEmpty()) {
            goOn(sink);
        }
    }

    private Future<?> prepare(List<? extends OutputTensor> tensors, int i) {
        return i < tensors.size()
                ? preparing.submit(() -> prepare(tensors.get(i)))
                : CompletableFuture.completedFuture(null);
    }

    private OutputTensor prepare(OutputTensor tensor) throws InterruptedException {
        tensor.prepare(survey);
        return tensor;
    }

    /** Hands on what is computed already instead of only waiting. */
    private void await(Future<?> prepared, Sink sink) throws IOException, InterruptedException {
        while (!prepared.isDone() && !computed.isEmpty()) {
            goOn(sink);
        }
        Waiting.on(prepared);
    }

    private void start(Block block, Sink sink) throws IOException, InterruptedException {
        while (!buffers.hasRoom(block.bytes())) {
            goOn(sink);
        }
        Buffers.Buffer buffer = buffers.take(block.bytes());
        computed.add(computing.submit(() -> compute(block, buffer)));
    }

    private Computed compute(Block block, Buffers.Buffer buffer) {
        OutputTensor tensor = block.tensor();
        boolean finite = tensor.compute(block.first(), block.count(), buffer.memory(), workspaces.get());
        if (!finite) {
            throw MergeError.MERGE_NOT_FINITE.at(
                    tensor.name(),
                    "The merge makes a number of %s that is not finite in %s".formatted(tensor.name(), tensor.dtype()));
        }
        return new Computed(block, buffer);
    }

    /** Hands on the next block, or waits for one that was handed on. */
    private void goOn(Sink sink) throws IOException, InterruptedException {
        if (computed.isEmpty()) {
            reclaim(passed.remove());
        } else {
            pass(Waiting.on(computed.remove()), sink);
        }
        while (!passed.isEmpty() && passed.element().done().isDone()) {
            reclaim(passed.remove());
        }
    }

    private void pass(Computed next, Sink sink) throws IOException {
        Block block = next.block();
        Future<?> done = sink.accept(block, next.buffer().memory().asSlice(0, block.bytes()));
        passed.add(new Passed(done, next.buffer()));
        if (block.last()) {
            block.tensor().release();
        }
    }

    private void reclaim(Passed block) throws InterruptedException {
        Waiting.on(block.done());
        buffers.giveBack(block.buffer());
    }

    /** Waits for the work in flight, which nobody wants any more, before its memory goes. */
    @Override
    public void close() {
        preparing.shutdownNow();
        computing.shutdownNow();
        preparing.close();
        computing.close();
        buffers.close();
    }
}
