package io.graft.registry.release;

import io.graft.core.GraftException;
import io.graft.registry.access.Actor;
import io.graft.registry.access.Actors;
import io.graft.registry.access.Audit;
import io.graft.registry.gate.Gates;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What persons say of runs that wait for them. */
@Component
class Approvals {
    private final Runs runs;
    private final Rules rules;
    private final Gates gates;
    private final Actors actors;
    private final Audit audit;
    private final Turns turns;
    private final Wakes wakes;
    private final Diary diary;
    private final JdbcClient jdbc;
    private final Clock clock;

    Approvals(
            Runs runs,
            Rules rules,
            Gates gates,
            Actors actors,
            Audit audit,
            Turns turns,
            Wakes wakes,
            Diary diary,
            JdbcClient jdbc,
            Clock clock) {
        this.runs = runs;
        this.rules = rules;
        this.gates = gates;
        this.actors = actors;
        this.audit = audit;
        this.turns = turns;
        this.wakes = wakes;
        this.diary = diary;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Says yes in all roles that the gate asks for and the actor has. When every role has said yes, the gate judges again. */
    @Transactional
    public void approve(UUID id, String reason) {
        ReleaseRun run = waiting(id);
        for (String role : rolesOfActor(run)) {
            record(run, role, true, reason);
        }
        run.judging();
        diary.write(run, "approved by " + actors.current().name());
        runs.saveAndFlush(run);
        wakes.wake(id);
    }

    /** Says no, which ends the run. */
    @Transactional
    public void reject(UUID id, String reason) {
        ReleaseRun run = waiting(id);
        for (String role : rolesOfActor(run)) {
            record(run, role, false, reason);
        }
        run.rejected(clock.instant());
        diary.write(run, "rejected by %s: %s".formatted(actors.current().name(), reason));
        runs.saveAndFlush(run);
        turns.passOn(run);
    }

    /** The roles that have said yes. */
    Set<String> approved(UUID run) {
        return new TreeSet<>(jdbc.sql("select role from release_approval where run_id = :run and approved")
                .param("run", run)
                .query(String.class)
                .list());
    }

    private ReleaseRun waiting(UUID id) {
        ReleaseRun run = runs.requiredLocked(id);
        if (run.state() != RunState.WAITING) {
            throw run.wrong("is %s and waits for nobody".formatted(run.state()), "See where it stands.");
        }
        return run;
    }

    private Set<String> rolesOfActor(ReleaseRun run) {
        Set<String> wanted = gates.find(rules.written(run.rule()).rule().gate()).roles();
        Actor actor = actors.current();
        Set<String> roles = new TreeSet<>(wanted.stream().filter(actor::has).toList());
        if (roles.isEmpty()) {
            throw new GraftException(
                    ReleaseError.RUN_ROLE_MISSING,
                    "run " + run.id(),
                    "%s has none of the roles %s".formatted(actor.name(), wanted),
                    "Ask somebody who has.");
        }
        return roles;
    }

    private void record(ReleaseRun run, String role, boolean approved, String reason) {
        jdbc.sql("""
                insert into release_approval (run_id, role, approved, reason, actor, at)
                values (:run, :role, :approved, :reason, :actor, :now)
                on conflict (run_id, role) do update
                    set approved = excluded.approved, reason = excluded.reason, actor = excluded.actor, at = excluded.at
                """)
                .param("run", run.id())
                .param("role", role)
                .param("approved", approved)
                .param("reason", reason)
                .param("actor", actors.current().name())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        audit.record("release-run.approval", run.id().toString(), null, Map.of("role", role, "approved", approved));
    }
}
