package io.graft.registry.notify;

import io.graft.registry.access.Audit;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The endpoints, and what people do with them. What rearranges lanes waits for the sequence, which makes some, and locks them
 * before the endpoint, as deliveries do.
 */
@Component
class Webhooks {
    private final JdbcClient jdbc;
    private final Sequence sequence;
    private final Events events;
    private final Audit audit;
    private final WebhookSettings settings;
    private final Clock clock;

    Webhooks(JdbcClient jdbc, Sequence sequence, Events events, Audit audit, WebhookSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.sequence = sequence;
        this.events = events;
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
    }

    List<Webhook> all() {
        return jdbc.sql("select * from webhook where kind = 'WEBHOOK' order by id")
                .query(Webhook::row)
                .list();
    }

    Webhook webhook(UUID id) {
        return jdbc.sql("select * from webhook where id = :id")
                .param("id", id)
                .query(Webhook::row)
                .optional()
                .orElseThrow(() -> WebhookError.notFound(id));
    }

    /** It is told of what is numbered from now on. */
    @Transactional
    Webhook insert(NewWebhook wanted, SigningSecret secret) {
        sequence.advance();
        Webhook made = jdbc.sql("""
                        insert into webhook (url, types, models, description, secret, created_at)
                        values (:url, :types::text[], :models, :description, :secret, :now)
                        returning *
                        """)
                .param("url", wanted.url())
                .param("types", wanted.wantedTypes().toArray(String[]::new))
                .param("models", wanted.wantedModels())
                .param("description", wanted.about())
                .param("secret", secret.text())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Webhook::row)
                .single();
        audit.record("webhook.create", "webhook " + made.id(), null, made);
        return made;
    }

    @Transactional
    void delete(UUID id) {
        Webhook before = webhook(id);
        sequence.alone();
        jdbc.sql("delete from lane where webhook_id = :id").param("id", id).update();
        jdbc.sql("delete from webhook where id = :id").param("id", id).update();
        audit.record("webhook.delete", "webhook " + id, before, null);
    }

    /** What waited while it was disabled is sent; what happened meanwhile is not, and can be read as events. */
    @Transactional
    Webhook enable(UUID id) {
        sequence.advance();
        return change("webhook.enable", id, () -> {
            sequence.alone();
            jdbc.sql("update lane set due_at = now() where webhook_id = :id and due_at is not null")
                    .param("id", id)
                    .update();
            jdbc.sql("""
                    update webhook set enabled = true, disabled_for = null, failing_since = null where id = :id
                    """).param("id", id).update();
        });
    }

    @Transactional
    Webhook disable(UUID id) {
        return change("webhook.disable", id, () -> jdbc.sql(
                        "update webhook set enabled = false, disabled_for = null where id = :id")
                .param("id", id)
                .update());
    }

    @Transactional
    Webhook rotate(UUID id, SigningSecret secret) {
        return change("webhook.rotate", id, () -> jdbc.sql("""
                        update webhook set secret = :secret, old_secret = secret,
                               old_until = now() + make_interval(secs => :seconds)
                         where id = :id
                        """)
                .param("secret", secret.text())
                .param("seconds", settings.oldSecretSigns().toSeconds())
                .param("id", id)
                .update());
    }

    /** Sends it an event that is for it alone. Returns the delivery. */
    @Transactional
    UUID test(UUID id) {
        Webhook webhook = webhook(id);
        if (!webhook.enabled()) {
            throw WebhookError.disabled(id);
        }
        events.tell(Event.TEST, "webhook " + id, null, Map.of("webhook", id, "description", webhook.description()));
        sequence.advance();
        return jdbc.sql("select id from delivery where webhook_id = :id and lane = :lane order by place desc limit 1")
                .param("id", id)
                .param("lane", "webhook " + id)
                .query(UUID.class)
                .single();
    }

    private Webhook change(String action, UUID id, Runnable deed) {
        Webhook before = webhook(id);
        deed.run();
        Webhook after = webhook(id);
        audit.record(action, "webhook " + id, before, after);
        return after;
    }
}
