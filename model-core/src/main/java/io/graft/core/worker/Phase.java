package io.graft.core.worker;

import io.graft.core.job.Attempt;
import io.graft.core.job.Progress;
import io.graft.core.transfer.Meter;
import java.util.concurrent.atomic.AtomicLong;

/** One phase of a job, which reports its progress as bytes move. */
public final class Phase implements Meter {
    private final Attempt attempt;
    private final String name;
    private final long total;
    private final AtomicLong done = new AtomicLong();

    public Phase(Attempt attempt, String name, long total) {
        this.attempt = attempt;
        this.name = name;
        this.total = total;
        moved(0);
    }

    /** Bytes that had to be moved again count again, but never beyond the total. */
    @Override
    public void moved(long bytes) {
        attempt.report(new Progress(name, Math.min(done.addAndGet(bytes), total), total));
    }
}
