package io.graft.registry.notify;

import java.time.Clock;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where it is written down that something happened. Others are told of it once the transaction has committed, and of all of it;
 * if it is undone, nobody is.
 */
@Component
public class Events {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final Bell bell;
    private final Courier courier;

    Events(JdbcClient jdbc, JsonMapper json, Clock clock, Bell bell, Courier courier) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.bell = bell;
        this.courier = courier;
    }

    /**
     * Tells that something happened, in the transaction in which it does.
     *
     * @param type two words, such as {@code version.published}
     * @param subject what it happened to, such as {@code team/bot@3}
     * @param model the model's name, if it is about one: its events are told in order
     * @param data what there is to know of it, to become JSON
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(String type, String subject, @Nullable String model, Object data) {
        jdbc.sql("""
                insert into event (type, subject, model, data, at) values (:type, :subject, :model, :data::jsonb, :now)
                """)
                .param("type", type)
                .param("subject", subject)
                .param("model", model)
                .param("data", json.writeValueAsString(data))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        ringAfterwards();
    }

    private void ringAfterwards() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                bell.ring();
                courier.wake();
            }
        });
    }
}
