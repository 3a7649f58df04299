package io.graft.registry.notify;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Delivers what is due, one lane on one thread. All it knows is in the database: it may be killed at any moment, and what it had
 * under way is then sent again.
 */
@Component
class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private final Sequence sequence;
    private final Lanes lanes;
    private final Deliveries deliveries;
    private final Sender sender;
    private final WebhookSettings settings;
    private final Semaphore free;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean closing;

    Courier(Sequence sequence, Lanes lanes, Deliveries deliveries, Sender sender, WebhookSettings settings) {
        this.sequence = sequence;
        this.lanes = lanes;
        this.deliveries = deliveries;
        this.sender = sender;
        this.settings = settings;
        this.free = new Semaphore(settings.atOnce());
    }

    @EventListener(ContextClosedEvent.class)
    void close() {
        closing = true;
    }

    /** Has somebody look at once for what is due. Of many who call in one moment, one looks. */
    void wake() {
        if (!closing && calls.getAndIncrement() == 0) {
            Thread.ofVirtual().name("courier").start(this::answerCalls);
        }
    }

    private void answerCalls() {
        int answered;
        do {
            answered = calls.get();
            look();
        } while (!calls.compareAndSet(answered, 0));
    }

    private void look() {
        try {
            sequence.advance();
            claim().forEach(claim -> Thread.ofVirtual().name("deliver").start(() -> work(claim)));
        } catch (RuntimeException e) {
            LOG.warn("No webhooks are delivered for now: {}", e.getMessage());
        }
    }

    private List<Lanes.Claim> claim() {
        int most = free.drainPermits();
        int used = 0;
        try {
            List<Lanes.Claim> claims = most == 0 ? List.of() : lanes.claim(most, settings.claim());
            used = claims.size();
            return claims;
        } finally {
            free.release(most - used);
        }
    }

    private void work(Lanes.Claim claim) {
        try {
            deliverAll(claim);
        } catch (RuntimeException e) {
            LOG.warn("Webhook {} is left alone until its claim ends", claim.webhook(), e);
        } finally {
            free.release();
            wake();
        }
    }

    private void deliverAll(Lanes.Claim claim) {
        while (lanes.renew(claim, settings.claim())) {
            Optional<Message> next = lanes.next(claim);
            if (next.isEmpty() || closing) {
                deliveries.rest(claim);
                return;
            }
            if (!deliveries.conclude(claim, next.get(), sender.send(next.get()))) {
                return;
            }
        }
    }
}
