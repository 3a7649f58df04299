package io.graft.registry.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that is told of events, as everybody may see it.
 *
 * @param types of the events, or patterns of some such as {@code merge.*}
 * @param models the pattern of names whose events it is told of; {@code *} for those about no model, too
 * @param disabledFor why the registry itself has disabled it
 * @param failingSince when the first of the attempts failed that all failed since
 * @param oldSecretSignsUntil how long the secret before the last rotation signs as well
 */
record Webhook(
        UUID id,
        String url,
        List<String> types,
        String models,
        String description,
        boolean enabled,
        @Nullable String disabledFor,
        @Nullable Instant failingSince,
        @Nullable Instant oldSecretSignsUntil,
        Instant createdAt) {
    static Webhook row(ResultSet row, int index) throws SQLException {
        return new Webhook(
                row.getObject("id", UUID.class),
                row.getString("url"),
                List.of((String[]) row.getArray("types").getArray()),
                row.getString("models"),
                row.getString("description"),
                row.getBoolean("enabled"),
                row.getString("disabled_for"),
                instant(row, "failing_since"),
                instant(row, "old_until"),
                Objects.requireNonNull(instant(row, "created_at")));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
