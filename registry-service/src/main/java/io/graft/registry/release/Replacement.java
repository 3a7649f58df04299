package io.graft.registry.release;

import java.time.Clock;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Cancels runs in favour of a newer one. */
@Component
class Replacement {
    private final Runs runs;
    private final Wakes wakes;
    private final Diary diary;
    private final JdbcClient jdbc;
    private final Clock clock;

    Replacement(Runs runs, Wakes wakes, Diary diary, JdbcClient jdbc, Clock clock) {
        this.runs = runs;
        this.wakes = wakes;
        this.diary = diary;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** All others that were to move this alias. The caller is alone with the alias. */
    void replace(String target, ReleaseRun by) {
        jdbc.sql("select id from release_run where target = :target and finished_at is null and id <> :by order by id")
                .param("target", target)
                .param("by", by.id())
                .query(UUID.class)
                .list()
                .forEach(other -> cancel(other, "replaced by run " + by.id()));
    }

    private void cancel(UUID id, String why) {
        ReleaseRun run = runs.requiredLocked(id);
        run.cancel(clock.instant());
        runs.saveAndFlush(run);
        diary.write(run, why);
        wakes.wake(id);
    }
}
