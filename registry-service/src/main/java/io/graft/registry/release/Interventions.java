package io.graft.registry.release;

import io.graft.registry.access.Actors;
import io.graft.registry.access.Audit;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What persons do to runs that are not on their way to where they should be. */
@Component
class Interventions {
    private final Runs runs;
    private final Turns turns;
    private final Wakes wakes;
    private final Diary diary;
    private final Actors actors;
    private final Audit audit;
    private final Clock clock;

    Interventions(Runs runs, Turns turns, Wakes wakes, Diary diary, Actors actors, Audit audit, Clock clock) {
        this.runs = runs;
        this.turns = turns;
        this.wakes = wakes;
        this.diary = diary;
        this.actors = actors;
        this.audit = audit;
        this.clock = clock;
    }

    /** Ends it. What was begun for it alone is stopped once this has committed. */
    @Transactional
    public void cancel(UUID id) {
        turns.alone(runs.required(id).target());
        ReleaseRun run = runs.requiredLocked(id);
        RunState before = run.state();
        run.cancel(clock.instant());
        runs.saveAndFlush(run);
        diary.write(run, "cancelled by " + actors.current().name());
        turns.passOn(run);
        wakes.wake(id);
        audit.record("release-run.cancel", id.toString(), Map.of("state", before), Map.of("state", run.state()));
    }

    /** Takes a run up again that has ended. */
    @Transactional
    public void retry(UUID id, RetryStep from) {
        String target = runs.required(id).target();
        turns.alone(target);
        ReleaseRun run = runs.requiredLocked(id);
        RunState before = run.state();
        if (from != RetryStep.START && turns.isBusy(target)) {
            throw run.wrong(
                    "would get in the way of another one that works at %s".formatted(target),
                    "Wait for it, or retry this one from start, which waits for its turn.");
        }
        run.retry(from);
        runs.saveAndFlush(run);
        diary.write(run, "retried from %s".formatted(from.name().toLowerCase(Locale.ROOT)));
        wakes.wake(id);
        audit.record("release-run.retry", id.toString(), Map.of("state", before), Map.of("state", run.state()));
    }
}
