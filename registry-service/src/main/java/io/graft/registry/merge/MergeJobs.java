package io.graft.registry.merge;

import io.graft.core.GraftException;
import io.graft.core.job.JobState;
import io.graft.core.job.Outcome;
import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Severity;
import io.graft.registry.job.JobEvent;
import io.graft.registry.model.MergedVersions;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Moves a merge along with its job, in the job's transaction: both happen, with the version and its lineage, or nothing. */
@Component
class MergeJobs {
    private final Merges merges;
    private final MergedVersions versions;
    private final Ancestry ancestry;
    private final Requests requests;
    private final JsonMapper json;
    private final Clock clock;

    MergeJobs(
            Merges merges,
            MergedVersions versions,
            Ancestry ancestry,
            Requests requests,
            JsonMapper json,
            Clock clock) {
        this.merges = merges;
        this.versions = versions;
        this.ancestry = ancestry;
        this.requests = requests;
        this.json = json;
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
        switch (event) {
            case JobEvent.JobLeased _ -> merge.begin(clock.instant());
            case JobEvent.JobReturned _ -> returnToQueue(merge);
            case JobEvent.JobSettled settled -> settle(merge, settled.state(), settled.error());
        }
    }

    private void settle(Merge merge, JobState state, Outcome.@Nullable Failed error) {
        switch (state) {
            case SUCCEEDED -> publish(merge);
            case FAILED, DEAD -> fail(merge, Objects.requireNonNull(error));
            case CANCELLED -> {
                merge.cancel(clock.instant());
                discard(merge, "The merge was cancelled");
            }
            case QUEUED, LEASED -> throw new IllegalStateException("%s is not an end".formatted(state));
        }
    }

    private void publish(Merge merge) {
        var version = versions.publish(merge.id());
        ancestry.record(merge, version);
        merge.succeed(version.number(), clock.instant());
    }

    private void fail(Merge merge, Outcome.Failed error) {
        merge.fail(
                json.writeValueAsString(
                        new MergeView.Failure(error.code(), error.where(), error.message(), error.remedy())),
                clock.instant());
        discard(merge, error.message());
    }

    private void discard(Merge merge, String why) {
        versions.discard(
                merge.id(),
                new Finding(
                        MergeError.MERGE_ABANDONED.name(),
                        Severity.ERROR,
                        "merge " + merge.id(),
                        why,
                        "See the merge, and ask for it again."));
    }

    /** A retry by hand comes too late where the same merge was asked for again meanwhile. */
    private void returnToQueue(Merge merge) {
        if (merge.state().isFinal()) {
            requests.existing(merge.key(), false).ifPresent(other -> {
                throw new GraftException(
                        MergeError.MERGE_SUPERSEDED,
                        merge.id().toString(),
                        "Merge %s does the same as this one".formatted(other),
                        "Use that one.");
            });
        }
        merge.returnToQueue();
    }
}
