package io.graft.registry.merge;

import io.graft.core.job.Job;
import io.graft.core.job.JobState;
import io.graft.core.job.Progress;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** How far the parts of a merge have come together. */
final class PartProgress {
    private static final List<String> PHASES = List.of("starting", "fetching", "merging", "uploading");

    private PartProgress() {}

    /** The phase of the part that is furthest behind, with the bytes of all that have come to it or beyond. */
    static Progress of(Collection<Job> parts) {
        String phase = parts.stream()
                .filter(job -> job.state() == JobState.LEASED)
                .map(job -> job.progress().phase())
                .min(Comparator.comparingInt(PHASES::indexOf))
                .orElse(PHASES.getLast());
        long done = parts.stream().mapToLong(job -> done(job, phase)).sum();
        long total = parts.stream().mapToLong(job -> total(job, phase)).sum();
        return new Progress(phase, done, total);
    }

    private static long done(Job job, String phase) {
        return isBeyond(job, phase)
                ? job.progress().totalBytes()
                : isIn(job, phase) ? job.progress().doneBytes() : 0;
    }

    private static long total(Job job, String phase) {
        return isBeyond(job, phase) || isIn(job, phase) ? job.progress().totalBytes() : 0;
    }

    private static boolean isBeyond(Job job, String phase) {
        return job.state() == JobState.SUCCEEDED
                || (job.state() == JobState.LEASED
                        && PHASES.indexOf(job.progress().phase()) > PHASES.indexOf(phase));
    }

    private static boolean isIn(Job job, String phase) {
        return job.state() == JobState.LEASED && job.progress().phase().equals(phase);
    }
}
