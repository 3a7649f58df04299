package io.graft.registry.merge;

import io.graft.core.GraftException;
import io.graft.core.job.Job;
import io.graft.core.job.JobState;
import io.graft.core.job.MadePart;
import io.graft.core.job.Offer;
import io.graft.core.job.Task;
import io.graft.registry.job.JobEvent;
import io.graft.registry.job.Jobs;
import io.graft.registry.model.MergedParts;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Moves a merge along with the jobs of its parts, in their transactions, and has the parts joined when the last is done. What
 * becomes of a part whose merge has ended does not matter any more.
 */
@Component
class PartJobs {
    private final Merges merges;
    private final Parts parts;
    private final MergedParts versions;
    private final Endings endings;
    private final Revival revival;
    private final Jobs jobs;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    PartJobs(
            Merges merges,
            Parts parts,
            MergedParts versions,
            Endings endings,
            Revival revival,
            Jobs jobs,
            ApplicationEventPublisher events,
            Clock clock) {
        this.merges = merges;
        this.parts = parts;
        this.versions = versions;
        this.endings = endings;
        this.revival = revival;
        this.jobs = jobs;
        this.events = events;
        this.clock = clock;
    }

    /** A retry may have given the part to another job before this transaction got hold of the merge. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void follow(JobEvent event) {
        parts.ofJob(event.job()).ifPresent(found -> {
            Merge merge = merges.requiredLocked(found.merge());
            parts.ofJob(event.job()).ifPresent(part -> follow(merge, part, event));
            merges.saveAndFlush(merge);
        });
    }

    private void follow(Merge merge, Part part, JobEvent event) {
        switch (event) {
            case JobEvent.JobRetried _ -> revival.ofPart(merge, part);
            case JobEvent.JobLeased _ when isUnderWay(merge) -> begin(merge);
            case JobEvent.JobReturned _ when isUnderWay(merge) -> rest(merge);
            case JobEvent.JobSettled settled when isUnderWay(merge) -> settle(merge, part, settled);
            case JobEvent.JobLeased _, JobEvent.JobReturned _, JobEvent.JobSettled _ -> {}
        }
    }

    private void begin(Merge merge) {
        boolean first = merge.state() == MergeState.QUEUED;
        merge.begin(clock.instant());
        if (first) {
            events.publishEvent(new MergeBegan(merge.id(), merge.output()));
        }
    }

    private static boolean isUnderWay(Merge merge) {
        return !merge.state().isFinal();
    }

    /** It waits for a worker again if nobody works on any of its parts. */
    private void rest(Merge merge) {
        List<Part> all = parts.of(merge.id());
        boolean worked = jobs.jobs(all.stream().map(Part::job).toList()).stream()
                .map(Job::state)
                .anyMatch(JobState.LEASED::equals);
        if (!worked && merge.state() == MergeState.RUNNING) {
            merge.returnToQueue();
        }
    }

    private void settle(Merge merge, Part part, JobEvent.JobSettled settled) {
        switch (settled.state()) {
            case SUCCEEDED -> finish(merge, part);
            case FAILED, DEAD -> endings.fail(merge, Objects.requireNonNull(settled.error()));
            case CANCELLED -> endings.cancel(merge);
            case QUEUED, LEASED -> throw new IllegalStateException("%s is not an end".formatted(settled.state()));
        }
    }

    private void finish(Merge merge, Part part) {
        if (!requireMade(part).files().isEmpty()) {
            versions.requireVerified(merge.id(), part.number());
        }
        parts.finish(part);
        List<Part> all = parts.of(merge.id());
        if (all.stream().allMatch(Part::done)) {
            endParts(merge, all);
        }
    }

    /** Who wanted the merge to end may have come when every part was as good as done. */
    private void endParts(Merge merge, List<Part> all) {
        if (merge.cancelRequested()) {
            endings.cancel(merge);
        } else {
            join(merge, all);
        }
    }

    private void join(Merge merge, List<Part> all) {
        Task.MergePart any = (Task.MergePart) jobs.task(all.getFirst().job());
        List<MadePart> made = all.stream().map(PartJobs::requireMade).toList();
        merge.becomes(jobs.offer(Offer.of(new Task.MergeJoin(any.whole(), made))));
    }

    private static MadePart requireMade(Part part) {
        MadePart made = part.made();
        if (made == null) {
            throw new GraftException(
                    MergeError.MERGE_PART_MISSING,
                    "merge " + part.merge(),
                    "Part %d was never declared".formatted(part.number()),
                    "Declare its files first, even if there are none.");
        }
        return made;
    }
}
