package io.graft.registry.storage;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Bytes on their way in.
 *
 * @param handle what the store gave to find them again; empty until the first part is asked for
 */
record Upload(UUID id, Digest digest, long size, long partSize, String handle) {
    /** S3 has no more. */
    private static final int MOST_PARTS = 10_000;

    static long partSize(long size, long wanted) {
        return Math.max(wanted, Math.ceilDiv(size, MOST_PARTS));
    }

    /** At least one: an empty file has one empty part. */
    int parts() {
        return Math.toIntExact(Math.max(1, Math.ceilDiv(size, partSize)));
    }

    long offset(int number) {
        return (number - 1) * partSize;
    }

    long length(int number) {
        if (number < 1 || number > parts()) {
            throw new GraftException(
                    StorageError.UPLOAD_PART_UNKNOWN,
                    "part " + number,
                    "This upload has parts 1 to %d".formatted(parts()),
                    "Ask for the upload's plan again.");
        }
        return Math.min(partSize, size - offset(number));
    }

    boolean complete(Set<Integer> arrived) {
        return IntStream.rangeClosed(1, parts()).allMatch(arrived::contains);
    }

    <T> Stream<T> eachPart(IntFunction<T> what) {
        return IntStream.rangeClosed(1, parts()).mapToObj(what);
    }
}
