package io.graft.registry.notify;

import io.graft.registry.access.Audit;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes down what came of each attempt, and what follows from it. */
@Component
class Deliveries {
    private static final RandomGenerator CHANCE = RandomGenerator.getDefault();

    private final JdbcClient jdbc;
    private final Lanes lanes;
    private final Audit audit;
    private final WebhookSettings settings;
    private final Clock clock;

    Deliveries(JdbcClient jdbc, Lanes lanes, Audit audit, WebhookSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.lanes = lanes;
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
    }

    enum State {
        WAITING,
        DELIVERED,
        FAILED
    }

    /** Gives a lane back from which there is nothing to deliver. */
    @Transactional
    public void rest(Lanes.Claim claim) {
        if (lanes.lock(claim)) {
            lanes.release(claim, null);
        }
    }

    /** Returns whether the holder of the claim may go on with what is next in the lane. */
    @Transactional
    public boolean conclude(Lanes.Claim claim, Message message, Reply reply) {
        if (!lanes.lock(claim)) {
            return false;
        }
        int attempts = message.attempts() + 1;
        log(message, attempts, reply);
        if (reply.accepted()) {
            set(message, attempts, State.DELIVERED);
            recovered(claim.webhook());
            return true;
        }
        boolean again = settings.retriesAfter(attempts) && !reply.gone();
        set(message, attempts, again ? State.WAITING : State.FAILED);
        if (failing(claim.webhook(), reply) || again) {
            lanes.release(claim, again ? settings.restAfter(attempts, CHANCE.nextDouble()) : null);
            return false;
        }
        return true;
    }

    /** Puts the same event into the same lane again, behind what waits there. */
    @Transactional
    public UUID replay(UUID delivery) {
        jdbc.sql("""
                update lane set due_at = coalesce(due_at, now())
                 where (webhook_id, name) = (select webhook_id, lane from delivery where id = :id)
                """).param("id", delivery).update();
        UUID replay = jdbc.sql("""
                        insert into delivery (webhook_id, lane, event_seq, state, replay_of, created_at)
                        select webhook_id, lane, event_seq, 'WAITING', id, :now from delivery where id = :id
                        returning id
                        """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", delivery)
                .query(UUID.class)
                .single();
        audit.record("webhook.replay", "delivery " + delivery, null, Map.of("replay", replay));
        return replay;
    }

    void forgetBefore(Duration age) {
        jdbc.sql("delete from delivery where ended_at < now() - make_interval(secs => :seconds)")
                .param("seconds", age.toSeconds())
                .update();
    }

    private void log(Message message, int number, Reply reply) {
        jdbc.sql("""
                insert into delivery_attempt (delivery_id, number, at, millis, status, excerpt, error)
                values (:delivery, :number, :now, :millis, :status, :excerpt, :error)
                """)
                .param("delivery", message.delivery())
                .param("number", number)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("millis", reply.took().toMillis())
                .param("status", reply.status())
                .param("excerpt", reply.excerpt())
                .param("error", reply.error())
                .update();
    }

    private void set(Message message, int attempts, State state) {
        jdbc.sql("""
                update delivery set attempts = :attempts, state = :state,
                       ended_at = case when :state <> 'WAITING' then now() end
                 where id = :delivery
                """)
                .param("attempts", attempts)
                .param("state", state.name())
                .param("delivery", message.delivery())
                .update();
    }

    private void recovered(UUID webhook) {
        jdbc.sql("update webhook set failing_since = null where id = :id and failing_since is not null")
                .param("id", webhook)
                .update();
    }

    /** Returns whether the endpoint is disabled for it. */
    private boolean failing(UUID webhook, Reply reply) {
        jdbc.sql("update webhook set failing_since = now() where id = :id and failing_since is null")
                .param("id", webhook)
                .update();
        String why = reply.gone()
                ? "The endpoint answered 410 Gone"
                : "The endpoint failed for longer than %s".formatted(settings.disableAfter());
        boolean disabled = jdbc.sql("""
                        update webhook set enabled = false, disabled_for = :why
                         where id = :id and enabled
                           and (:gone or failing_since < now() - make_interval(secs => :seconds))
                        """)
                        .param("why", why)
                        .param("id", webhook)
                        .param("gone", reply.gone())
                        .param("seconds", settings.disableAfter().toSeconds())
                        .update()
                == 1;
        if (disabled) {
            audit.record("webhook.disable", "webhook " + webhook, null, Map.of("disabledFor", why));
        }
        return disabled;
    }
}
