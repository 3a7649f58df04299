package io.graft.registry.idempotency;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.graft.core.artifact.Digest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which requests came with a key, and how they were answered. */
@Configuration(proxyBeanMethods = false)
class FirstAnswers {
    private static final Duration KEPT = Duration.ofDays(1);
    /** After this silence a request counts as lost with the registry that was answering it. */
    private static final Duration LOST = Duration.ofSeconds(15);

    private final JdbcClient jdbc;
    private final Clock clock;

    FirstAnswers(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Bean
    RecurringTask<Void> forgetOldAnswers() {
        return Tasks.recurring("forget-old-answers", FixedDelay.of(Duration.ofHours(1)))
                .execute((_, _) -> jdbc.sql("delete from idempotent_request where started_at < :before")
                        .param("before", ago(KEPT))
                        .update());
    }

    /** @param status null while the first request is being answered */
    record Answer(
            Digest request,
            @Nullable Integer status,
            @Nullable String contentType,
            @Nullable String location,
            @Nullable String body) {}

    /** Returns empty if this is the first request with the key, which is then to be answered; else what is known. */
    Optional<Answer> claim(String key, Digest request) {
        int claimed = jdbc.sql("""
                        insert into idempotent_request (key, digest, started_at, alive_at) values (:key, :digest, :now, :now)
                        on conflict (key) do update
                             set started_at = excluded.started_at, alive_at = excluded.alive_at
                           where idempotent_request.status is null
                             and idempotent_request.digest = excluded.digest
                             and idempotent_request.alive_at < :lost
                        """)
                .param("key", key)
                .param("digest", request.hex())
                .param("now", ago(Duration.ZERO))
                .param("lost", ago(LOST))
                .update();
        return claimed == 1 ? Optional.empty() : find(key);
    }

    /** Says of requests that they are still being answered. */
    void stillAnswering(Collection<String> keys) {
        jdbc.sql("update idempotent_request set alive_at = :now where key in (:keys) and status is null")
                .param("now", ago(Duration.ZERO))
                .param("keys", keys)
                .update();
    }

    void keep(String key, int status, @Nullable String contentType, @Nullable String location, String body) {
        jdbc.sql("""
                update idempotent_request
                   set status = :status, content_type = :contentType, location = :location, body = :body
                 where key = :key
                """)
                .param("status", status)
                .param("contentType", contentType)
                .param("location", location)
                .param("body", body)
                .param("key", key)
                .update();
    }

    /** The answer was not the last word. */
    void forget(String key) {
        jdbc.sql("delete from idempotent_request where key = :key")
                .param("key", key)
                .update();
    }

    private Optional<Answer> find(String key) {
        return jdbc.sql("select digest, status, content_type, location, body from idempotent_request where key = :key")
                .param("key", key)
                .query(FirstAnswers::answer)
                .optional();
    }

    private static Answer answer(ResultSet row, int index) throws SQLException {
        return new Answer(
                new Digest(row.getString("digest")),
                row.getObject("status", Integer.class),
                row.getString("content_type"),
                row.getString("location"),
                row.getString("body"));
    }

    private OffsetDateTime ago(Duration time) {
        return clock.instant().minus(time).atOffset(ZoneOffset.UTC);
    }
}
