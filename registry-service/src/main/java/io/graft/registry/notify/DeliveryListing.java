package io.graft.registry.notify;

import io.graft.registry.model.Cursor;
import io.graft.registry.model.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads deliveries for people, each page in one query. */
@Component
class DeliveryListing {
    private static final String DELIVERIES = """
            select d.*, e.id as event_id, e.type, e.subject, e.model,
                   case when d.state = 'WAITING' then l.due_at end as due_at,
                   (select coalesce(json_agg(json_build_object(
                              'number', a.number, 'at', a.at, 'millis', a.millis,
                              'status', a.status, 'excerpt', a.excerpt, 'error', a.error) order by a.number), '[]')
                      from delivery_attempt a where a.delivery_id = d.id) as log
              from delivery d
              join event e on e.seq = d.event_seq
              join lane l on l.webhook_id = d.webhook_id and l.name = d.lane
             where d.webhook_id = :webhook
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    DeliveryListing(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    DeliveryView delivery(UUID webhook, UUID id) {
        return jdbc.sql(DELIVERIES + " and d.id = :id")
                .param("webhook", webhook)
                .param("id", id)
                .query(this::row)
                .optional()
                .orElseThrow(() -> WebhookError.noDelivery(id))
                .view();
    }

    /** The newest first. */
    Page<DeliveryView> deliveries(UUID webhook, Deliveries.@Nullable State state, Cursor cursor, int limit) {
        List<Row> rows = jdbc.sql(DELIVERIES + """
                         and (:state::text is null or d.state = :state) and (:before::bigint is null or d.place < :before)
                         order by d.place desc
                         limit :limit
                        """)
                .param("webhook", webhook)
                .param("state", state == null ? null : state.name())
                .param("before", before(cursor).orElse(null))
                .param("limit", limit + 1)
                .query(this::row)
                .list();
        Page<Row> page = Page.of(rows, limit, row -> new Cursor(Long.toString(row.place())));
        return new Page<>(page.items().stream().map(Row::view).toList(), page.next());
    }

    private record Row(long place, DeliveryView view) {}

    private static Optional<Long> before(Cursor cursor) {
        try {
            return cursor.equals(Cursor.START) ? Optional.empty() : Optional.of(Long.parseLong(cursor.after()));
        } catch (NumberFormatException e) {
            throw Cursor.malformed(e);
        }
    }

    private Row row(ResultSet row, int index) throws SQLException {
        return new Row(
                row.getLong("place"),
                new DeliveryView(
                        row.getObject("id", UUID.class),
                        new DeliveryView.Told(
                                row.getLong("event_seq"),
                                row.getString("event_id"),
                                row.getString("type"),
                                row.getString("subject"),
                                row.getString("model")),
                        Deliveries.State.valueOf(row.getString("state")),
                        List.of(json.readValue(row.getString("log"), DeliveryView.Attempt[].class)),
                        Webhook.instant(row, "due_at"),
                        row.getObject("replay_of", UUID.class),
                        Objects.requireNonNull(Webhook.instant(row, "created_at")),
                        Webhook.instant(row, "ended_at")));
    }
}
