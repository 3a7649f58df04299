package io.graft.core.transfer;

/** Told how many bytes moved since the last time; called from several threads. */
@FunctionalInterface
public interface Meter {
    Meter NONE = bytes -> {};

    /** A negative number takes back bytes that have to move again, so that the sum ends at what there was to move. */
    void moved(long bytes);
}
