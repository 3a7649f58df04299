package io.graft.registry.notify;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads events in their order. */
@Component
class EventListing {
    private final JdbcClient jdbc;

    EventListing(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Which events are wanted, by the same patterns as those of webhooks; null for all. */
    record Wanted(@Nullable List<String> types, @Nullable String models) {
        Wanted {
            NewWebhook.requireTypes(types);
            NewWebhook.requireModels(models);
        }

        String @Nullable [] typeArray() {
            return types == null || types.isEmpty() ? null : types.toArray(String[]::new);
        }
    }

    List<Event> after(long seq, Wanted wanted, int limit) {
        return jdbc.sql("""
                        select * from event
                         where seq > :seq
                           and (:types::text[] is null
                                or exists (select from unnest(:types::text[]) wanted_type where type like glob(wanted_type)))
                           and (:models::text is null or coalesce(model, '') like glob(:models))
                         order by seq
                         limit :limit
                        """)
                .param("seq", seq)
                .param("types", wanted.typeArray())
                .param("models", wanted.models())
                .param("limit", limit)
                .query(Event::row)
                .list();
    }
}
