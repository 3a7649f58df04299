package io.graft.registry.access;

import io.graft.registry.problem.RequestIds;
import java.time.Clock;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Writes down who changed what. The log only grows; the database refuses everything else. */
@Component
public class Audit {
    private final JdbcClient jdbc;
    private final Actors actors;
    private final JsonMapper json;
    private final Clock clock;

    Audit(JdbcClient jdbc, Actors actors, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.actors = actors;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Records a change in the transaction that makes it.
     *
     * @param action such as {@code alias.move}
     * @param subject what was changed, such as {@code team/bot@production}; what is no model with the kind of thing it is before
     *     it, such as {@code token ada}
     * @param before as it was, to become JSON; null if it was not there
     * @param after as it is now, to become JSON; null if it is gone
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(String action, String subject, @Nullable Object before, @Nullable Object after) {
        jdbc.sql("""
                insert into audit (at, actor, action, subject, request_id, before, after)
                values (:now, :actor, :action, :subject, :request, :before::jsonb, :after::jsonb)
                """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("actor", actors.current().name())
                .param("action", action)
                .param("subject", subject)
                .param("request", RequestIds.current().orElse(null))
                .param("before", written(before))
                .param("after", written(after))
                .update();
    }

    private @Nullable String written(@Nullable Object state) {
        return state == null ? null : json.writeValueAsString(state);
    }
}
