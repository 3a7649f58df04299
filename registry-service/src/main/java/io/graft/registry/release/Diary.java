package io.graft.registry.release;

import io.graft.registry.access.Actors;
import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps each transition of a run, in its transaction, and tells of it. */
@Component
class Diary {
    private final JdbcClient jdbc;
    private final Actors actors;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Diary(JdbcClient jdbc, Actors actors, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.actors = actors;
        this.events = events;
        this.clock = clock;
    }

    void write(ReleaseRun run, String note) {
        jdbc.sql("""
                insert into release_step (run_id, number, state, note, actor, at)
                select :run, coalesce(max(number), 0) + 1, :state, :note, :actor, :now
                  from release_step where run_id = :run
                """)
                .param("run", run.id())
                .param("state", run.state().name())
                .param("note", note)
                .param("actor", actors.current().name())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        events.publishEvent(new RunMoved(run.id(), run.state(), run.target(), note));
    }
}
