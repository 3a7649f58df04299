package io.graft.registry.notify;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event for one endpoint, with all that came of it so far.
 *
 * @param dueAt when its lane is tried next, if it waits
 * @param replayOf the delivery that somebody had repeated
 */
record DeliveryView(
        UUID id,
        Told event,
        Deliveries.State state,
        List<Attempt> attempts,
        @Nullable Instant dueAt,
        @Nullable UUID replayOf,
        Instant createdAt,
        @Nullable Instant endedAt) {
    record Told(
            long seq,
            String id,
            String type,
            String subject,
            @Nullable String model) {}

    /**
     * @param status that the endpoint answered, with the beginning of what else it said
     * @param error why it did not answer
     */
    record Attempt(
            int number,
            Instant at,
            long millis,
            @Nullable Integer status,
            @Nullable String excerpt,
            @Nullable String error) {}
}
