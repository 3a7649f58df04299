package io.graft.registry.merge;

import io.graft.core.job.JobState;
import io.graft.core.job.Outcome;
import io.graft.registry.job.JobEvent;
import io.graft.registry.model.MergedVersions;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Moves a merge along with its job, in the job's transaction: both happen, with the version and its lineage, or nothing. */
@Component
class MergeJobs {
    private final Merges merges;
    private final MergedVersions versions;
    private final Ancestry ancestry;
    private final Endings endings;
    private final Revival revival;
    private final MergeTasks tasks;
    private final Proof proof;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    MergeJobs(
            Merges merges,
            MergedVersions versions,
            Ancestry ancestry,
            Endings endings,
            Revival revival,
            MergeTasks tasks,
            Proof proof,
            ApplicationEventPublisher events,
            Clock clock) {
        this.merges = merges;
        this.versions = versions;
        this.ancestry = ancestry;
        this.endings = endings;
        this.revival = revival;
        this.tasks = tasks;
        this.proof = proof;
        this.events = events;
        this.clock = clock;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void follow(JobEvent event) {
        merges.findLockedByJobId(event.job()).ifPresent(merge -> {
            follow(merge, event);
            merges.saveAndFlush(merge);
        });
    }

    private void follow(Merge merge, JobEvent event) {
        if (merge.proving()) {
            followProof(merge, event);
            return;
        }
        switch (event) {
            case JobEvent.JobLeased _ -> begin(merge);
            case JobEvent.JobReturned _ -> merge.returnToQueue();
            case JobEvent.JobRetried _ -> revival.ofJoin(merge);
            case JobEvent.JobSettled settled -> settle(merge, settled.state(), settled.error());
        }
    }

    private void begin(Merge merge) {
        merge.begin(clock.instant());
        events.publishEvent(new MergeBegan(merge.id(), merge.output()));
    }

    /** The merge runs on, whoever proves it. After it failed its version is gone, and with it what there was to prove. */
    private void followProof(Merge merge, JobEvent event) {
        switch (event) {
            case JobEvent.JobLeased _, JobEvent.JobReturned _ -> {}
            case JobEvent.JobRetried _ -> throw MergeError.nothingToProve(merge.id());
            case JobEvent.JobSettled settled -> settle(merge, settled.state(), settled.error());
        }
    }

    private void settle(Merge merge, JobState state, Outcome.@Nullable Failed error) {
        switch (state) {
            case SUCCEEDED -> conclude(merge);
            case FAILED, DEAD -> endings.fail(merge, Objects.requireNonNull(error));
            case CANCELLED -> endings.cancel(merge);
            case QUEUED, LEASED -> throw new IllegalStateException("%s is not an end".formatted(state));
        }
    }

    private void conclude(Merge merge) {
        if (merge.proving()) {
            proof.requirePassed(merge.job().orElseThrow());
            publish(merge);
        } else {
            proof.demand(made(merge)).ifPresentOrElse(merge::isProvedBy, () -> publish(merge));
        }
    }

    private MergeMade made(Merge merge) {
        return new MergeMade(merge.id(), tasks.whole(merge), versions.made(merge.id()));
    }

    private void publish(Merge merge) {
        var version = versions.publish(merge.id());
        ancestry.record(merge, version);
        merge.succeed(version.number(), clock.instant());
        events.publishEvent(new MergeEnded(merge.id(), merge.state(), merge.output(), version, null));
    }
}
