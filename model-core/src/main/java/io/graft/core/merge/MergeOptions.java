package io.graft.core.merge;

import io.graft.core.kernel.Kernels;
import java.util.Optional;

/**
 * How to run a merge. None of it changes a bit of the result, but for the shard size, which decides how it is cut into files, and a
 * device, which adds up in an order of its own.
 *
 * @param threads that compute; one more writes
 * @param memoryBytes for blocks in flight; one block is in flight whatever its size
 * @param blockBytes of output that one thread computes at a time
 * @param shardBytes a file of weights grows no larger, unless a single tensor is
 * @param sync whether a merge ends only when the disk holds its result, which then survives a loss of power
 * @param replace whether a non-empty output folder may be replaced
 * @param device that computes in place of the kernels what it can
 */
public record MergeOptions(
        int threads,
        long memoryBytes,
        int blockBytes,
        long shardBytes,
        boolean sync,
        boolean replace,
        Kernels kernels,
        Optional<DeviceUse> device) {
    /** How large a file of weights usually grows. */
    public static final long DEFAULT_SHARD = 5_000_000_000L;

    private static final long DEFAULT_MEMORY = 128L << 20;
    private static final int DEFAULT_BLOCK = 1 << 20;
    private static final int SMALLEST_BLOCK = 1 << 10;

    public MergeOptions {
        if (threads < 1 || blockBytes < SMALLEST_BLOCK || memoryBytes < blockBytes || shardBytes < 1) {
            throw MergeError.MERGE_OPTIONS_INVALID.at(
                    "options",
                    "%d threads, %d bytes of memory, blocks of %d and shards of %d bytes make no merge"
                            .formatted(threads, memoryBytes, blockBytes, shardBytes));
        }
    }

    /** One thread for each processor, 128 MiB of blocks, shards of 5 GB, no waiting for the disk. */
    public static MergeOptions defaults() {
        return new MergeOptions(
                Runtime.getRuntime().availableProcessors(),
                DEFAULT_MEMORY,
                DEFAULT_BLOCK,
                DEFAULT_SHARD,
                false,
                false,
                Kernels.fastest(),
                Optional.empty());
    }

    public MergeOptions withThreads(int threads) {
        return new MergeOptions(threads, memoryBytes, blockBytes, shardBytes, sync, replace, kernels, device);
    }

    public MergeOptions withMemory(long memoryBytes) {
        return new MergeOptions(threads, memoryBytes, blockBytes, shardBytes, sync, replace, kernels, device);
    }

    public MergeOptions withBlock(int blockBytes) {
        return new MergeOptions(threads, memoryBytes, blockBytes, shardBytes, sync, replace, kernels, device);
    }

    public MergeOptions withShard(long shardBytes) {
        return new MergeOptions(threads, memoryBytes, blockBytes, shardBytes, sync, replace, kernels, device);
    }

    public MergeOptions withSync(boolean sync) {
        return new MergeOptions(threads, memoryBytes, blockBytes, shardBytes, sync, replace, kernels, device);
    }

    public MergeOptions withReplace(boolean replace) {
        return new MergeOptions(threads, memoryBytes, blockBytes, shardBytes, sync, replace, kernels, device);
    }

    public MergeOptions withKernels(Kernels kernels) {
        return new MergeOptions(threads, memoryBytes, blockBytes, shardBytes, sync, replace, kernels, device);
    }

    /** Sums are computed by a device, whose result is not promised to be the kernels' to the last bit. */
    public MergeOptions on(DeviceUse use) {
        return new MergeOptions(threads, memoryBytes, blockBytes, shardBytes, sync, replace, kernels, Optional.of(use));
    }

    /** How many blocks may be in flight: enough to keep every thread busy while one block is written. */
    int blocksInFlight() {
        return (int) Math.clamp(memoryBytes / blockBytes, 1, 4L * threads + 4);
    }
}
