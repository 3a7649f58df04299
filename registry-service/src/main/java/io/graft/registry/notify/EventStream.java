package io.graft.registry.notify;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Sends events as they happen, each with its number for an id, so that a client that was cut off goes on where it stopped. */
@Component
class EventStream {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int LOOKS_PER_SIGN_OF_LIFE = 30;
    private static final int AT_A_TIME = 100;
    private static final long NO_TIMEOUT = 0;

    private final Sequence sequence;
    private final EventListing listing;
    private final Bell bell;
    private volatile boolean closing;

    EventStream(Sequence sequence, EventListing listing, Bell bell) {
        this.sequence = sequence;
        this.listing = listing;
        this.bell = bell;
    }

    SseEmitter open(long after, EventListing.Wanted wanted) {
        SseEmitter emitter = new SseEmitter(NO_TIMEOUT);
        Thread.ofVirtual().name("events").start(() -> send(emitter, after, wanted));
        return emitter;
    }

    @EventListener(ContextClosedEvent.class)
    void close() {
        closing = true;
        bell.ring();
    }

    private void send(SseEmitter emitter, long after, EventListing.Wanted wanted) {
        try {
            sendAll(emitter, after, wanted);
            emitter.complete();
        } catch (IOException | IllegalStateException clientGone) {
            emitter.complete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            emitter.completeWithError(e);
        }
    }

    private void sendAll(SseEmitter emitter, long after, EventListing.Wanted wanted)
            throws IOException, InterruptedException {
        emitter.send(SseEmitter.event().comment("from " + after));
        long seen = after;
        int quiet = 0;
        while (!closing) {
            long rings = bell.rings();
            sequence.advance();
            long last = sequence.last();
            List<Event> found = listing.after(seen, wanted, AT_A_TIME);
            for (Event event : found) {
                emitter.send(SseEmitter.event()
                        .id(Long.toString(event.seq()))
                        .name(event.type())
                        .data(event, MediaType.APPLICATION_JSON));
            }
            if (found.size() == AT_A_TIME) {
                seen = found.getLast().seq();
                continue;
            }
            seen = Math.max(
                    seen,
                    found.isEmpty() ? last : Math.max(last, found.getLast().seq()));
            quiet = found.isEmpty() ? quiet + 1 : 0;
            if (quiet == LOOKS_PER_SIGN_OF_LIFE) {
                emitter.send(SseEmitter.event().comment("still here"));
                quiet = 0;
            }
            bell.await(rings, LOOK);
        }
    }
}
