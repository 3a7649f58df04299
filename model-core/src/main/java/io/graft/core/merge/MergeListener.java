package io.graft.core.merge;

/** Told how a merge gets on. Interrupt the thread that runs it to stop it. */
@FunctionalInterface
public interface MergeListener {
    MergeListener NONE = (done, total) -> {};

    /** Called after each block, from the thread that runs the merge. */
    void written(long doneBytes, long totalBytes);
}
