package io.graft.core.worker;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;
import java.io.IOException;
import java.nio.file.Path;

/** What can go wrong on a worker's own machine. */
public enum WorkerError implements ErrorCode {
    /** The cache or the scratch folder cannot be written: no space, no permission, no disk. */
    WORKER_DISK;

    @Override
    public Fault fault() {
        return Fault.ENVIRONMENT;
    }

    /** What to say of a folder that cannot be used. */
    public static GraftException disk(Path folder, IOException cause) {
        return new GraftException(
                WORKER_DISK,
                folder.toString(),
                "The worker's disk failed: %s".formatted(cause),
                "Free some space, lower the worker's cache-size, or check the permissions of its cache.",
                cause);
    }
}
