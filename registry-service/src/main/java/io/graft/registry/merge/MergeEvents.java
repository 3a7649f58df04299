package io.graft.registry.merge;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Sends a merge to whoever watches it, each time it has changed, until it has ended. */
@Component
class MergeEvents {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int LOOKS_PER_SIGN_OF_LIFE = 30;
    private static final long NO_TIMEOUT = 0;

    private final MergeListing listing;
    private volatile boolean closing;

    MergeEvents(MergeListing listing) {
        this.listing = listing;
    }

    SseEmitter of(UUID id) {
        MergeView first = listing.merge(id);
        SseEmitter emitter = new SseEmitter(NO_TIMEOUT);
        Thread.ofVirtual().name("merge events " + id).start(() -> send(emitter, first));
        return emitter;
    }

    @EventListener(ContextClosedEvent.class)
    void close() {
        closing = true;
    }

    private void send(SseEmitter emitter, MergeView first) {
        try {
            sendChanges(emitter, first);
            emitter.complete();
        } catch (IOException | IllegalStateException watcherGone) {
            emitter.complete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            emitter.completeWithError(e);
        }
    }

    private void sendChanges(SseEmitter emitter, MergeView first) throws IOException, InterruptedException {
        MergeView sent = null;
        MergeView now = first;
        for (int look = 1; ; look++) {
            if (!now.equals(sent)) {
                emitter.send(SseEmitter.event().name("merge").data(now));
                sent = now;
            } else if (look % LOOKS_PER_SIGN_OF_LIFE == 0) {
                emitter.send(SseEmitter.event().comment("still watching"));
            }
            if (now.state().isFinal() || closing) {
                return;
            }
            Thread.sleep(LOOK);
            now = listing.merge(first.id());
        }
    }
}
