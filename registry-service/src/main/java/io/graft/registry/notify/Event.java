package io.graft.registry.notify;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as clients and endpoints are told of it.
 *
 * @param seq its place among all events, without gaps
 * @param id the same however often it is told
 * @param type such as {@code version.published}
 * @param subject what it happened to
 * @param model whose events are told in order, if it happened to one
 * @param data JSON that depends on the type
 */
record Event(
        long seq,
        String id,
        String type,
        Instant timestamp,
        String subject,
        @Nullable String model,
        @JsonRawValue String data) {
    /** For one endpoint, which its subject names. */
    static final String TEST = "webhook.test";

    static Event row(ResultSet row, int index) throws SQLException {
        return new Event(
                row.getLong("seq"),
                row.getString("id"),
                row.getString("type"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("subject"),
                row.getString("model"),
                row.getString("data"));
    }
}
