package io.graft.registry.merge;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import io.graft.core.job.Outcome;
import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Severity;
import io.graft.registry.model.MergedVersions;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Ends merges that come to nothing, in the caller's transaction: what they made so far is let go, and no part of them goes on. */
@Component
class Endings {
    private final Parts parts;
    private final MergedVersions versions;
    private final SchedulerClient scheduler;
    private final OneTimeTask<Void> stopJob;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Endings(
            Parts parts,
            MergedVersions versions,
            SchedulerClient scheduler,
            @Qualifier("stopJob") OneTimeTask<Void> stopJob,
            JsonMapper json,
            ApplicationEventPublisher events,
            Clock clock) {
        this.parts = parts;
        this.versions = versions;
        this.scheduler = scheduler;
        this.stopJob = stopJob;
        this.json = json;
        this.events = events;
        this.clock = clock;
    }

    void fail(Merge merge, Outcome.Failed error) {
        merge.fail(
                json.writeValueAsString(
                        new MergeView.Failure(error.code(), error.where(), error.message(), error.remedy())),
                clock.instant());
        discard(merge, error.message());
        events.publishEvent(new MergeEnded(merge.id(), merge.state(), merge.output(), null, error.message()));
    }

    void cancel(Merge merge) {
        merge.cancel(clock.instant());
        discard(merge, "The merge was cancelled");
        events.publishEvent(new MergeEnded(merge.id(), merge.state(), merge.output(), null, null));
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
        parts.of(merge.id()).stream().filter(part -> !part.done()).forEach(this::stopSoon);
    }

    private void stopSoon(Part part) {
        scheduler.scheduleIfNotExists(stopJob.instance(part.job().toString()), clock.instant());
    }
}
