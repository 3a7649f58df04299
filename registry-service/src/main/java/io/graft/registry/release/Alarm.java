package io.graft.registry.release;

import io.graft.registry.evaluation.EvaluationEnded;
import io.graft.registry.evaluation.VerificationEnded;
import io.graft.registry.merge.MergeEnded;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Wakes runs when what they wait for has happened. */
@Component
class Alarm {
    private final JdbcClient jdbc;
    private final Wakes wakes;

    Alarm(JdbcClient jdbc, Wakes wakes) {
        this.jdbc = jdbc;
        this.wakes = wakes;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(MergeEnded ended) {
        wake("merge_id", ended.merge());
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(EvaluationEnded ended) {
        wake("evaluation_id", ended.evaluation());
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(VerificationEnded ended) {
        wake("version_id", ended.version());
    }

    private void wake(String column, UUID id) {
        jdbc.sql("select id from release_run where %s = :id and finished_at is null".formatted(column))
                .param("id", id)
                .query(UUID.class)
                .list()
                .forEach(wakes::wake);
    }
}
