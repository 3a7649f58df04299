package io.graft.registry.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the audit log, the newest entry first. */
@Component
class AuditListing {
    private final JdbcClient jdbc;

    AuditListing(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Which entries are wanted; null for whatever.
     *
     * @param subject exactly, or what it begins with where the last character is {@code *}; as are {@code actor} and {@code action}
     * @param to not included
     */
    record Wanted(
            @Nullable String subject,
            @Nullable String actor,
            @Nullable String action,
            @Nullable Instant from,
            @Nullable Instant to) {}

    List<AuditEntry> entries(Wanted wanted, @Nullable UUID before, int limit) {
        return jdbc.sql("""
                        select * from audit
                         where (:subject::text is null or subject like :subject)
                           and (:actor::text is null or actor like :actor)
                           and (:action::text is null or action like :action)
                           and (:from::timestamptz is null or at >= :from)
                           and (:to::timestamptz is null or at < :to)
                           and (:before::uuid is null or id < :before)
                         order by id desc
                         limit :limit
                        """)
                .param("subject", pattern(wanted.subject()))
                .param("actor", pattern(wanted.actor()))
                .param("action", pattern(wanted.action()))
                .param("from", time(wanted.from()))
                .param("to", time(wanted.to()))
                .param("before", before)
                .param("limit", limit)
                .query(AuditListing::row)
                .list();
    }

    private static @Nullable String pattern(@Nullable String asked) {
        if (asked == null) {
            return null;
        }
        String literal = asked.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        return literal.endsWith("*") ? literal.substring(0, literal.length() - 1) + "%" : literal;
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static AuditEntry row(ResultSet row, int index) throws SQLException {
        return new AuditEntry(
                row.getObject("id", UUID.class),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("request_id"),
                row.getString("before"),
                row.getString("after"));
    }
}
