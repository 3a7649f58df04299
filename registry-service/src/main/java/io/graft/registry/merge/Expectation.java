package io.graft.registry.merge;

import org.jspecify.annotations.Nullable;

/**
 * What a merge is going to take.
 *
 * @param bytesRead of all tensors and adapters that go into it
 * @param bytesWritten of all tensors of the result
 * @param files of weights that the result is cut into
 * @param memoryBytes that a worker with the usual settings holds in blocks, at most; inputs are mapped, not held
 * @param seconds from start to end by what merges of about this size took here; null where there are none to go by
 * @param measuredOn how many those are
 */
record Expectation(
        long bytesRead,
        long bytesWritten,
        int files,
        long memoryBytes,
        @Nullable Double seconds,
        int measuredOn) {}
