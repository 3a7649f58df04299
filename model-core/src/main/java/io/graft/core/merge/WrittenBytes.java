package io.graft.core.merge;

/** How far a merge has come. */
final class WrittenBytes {
    private final MergeListener listener;
    private final long total;
    private long done;

    WrittenBytes(long total, MergeListener listener) {
        this.total = total;
        this.listener = listener;
    }

    void add(long bytes) {
        done += bytes;
        listener.written(done, total);
    }
}
