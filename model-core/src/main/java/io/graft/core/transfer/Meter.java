package io.graft.core.transfer;

/** Told how many bytes moved since the last time; called from several threads. Bytes that have to move again count again. */
@FunctionalInterface
public interface Meter {
    Meter NONE = bytes -> {};

    void moved(long bytes);
}
