package io.graft.registry.notify;

import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes the endpoint of the settings one of those that are delivered to, or no longer one. */
@Component
class OpenLineageEndpoint {
    private final JdbcClient jdbc;
    private final Sequence sequence;
    private final OpenLineageSettings settings;

    OpenLineageEndpoint(JdbcClient jdbc, Sequence sequence, OpenLineageSettings settings) {
        this.jdbc = jdbc;
        this.sequence = sequence;
        this.settings = settings;
    }

    /** Each registry on one database says the same. */
    @EventListener(ApplicationStartedEvent.class)
    @Transactional
    public void settle() {
        sequence.advance();
        if (settings.url().isEmpty()) {
            jdbc.sql(
                            "update webhook set enabled = false, disabled_for = 'graft.openlineage.url is empty' where kind = 'OPENLINEAGE'")
                    .update();
            return;
        }
        jdbc.sql("""
                insert into webhook (kind, url, types, models, description, secret, created_at)
                values ('OPENLINEAGE', :url, :types::text[], '*', 'graft.openlineage.url', :secret, now())
                on conflict (kind) where kind = 'OPENLINEAGE' do update
                   set url = excluded.url, types = excluded.types, enabled = true, disabled_for = null, failing_since = null
                """)
                .param("url", settings.url())
                .param("types", OpenLineage.TYPES.toArray(String[]::new))
                .param("secret", SigningSecret.fresh().text())
                .update();
    }
}
