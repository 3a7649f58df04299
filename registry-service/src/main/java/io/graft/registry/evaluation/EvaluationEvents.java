package io.graft.registry.evaluation;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Sends an evaluation to whoever watches it, each time it has changed, until it has ended. */
@Component
class EvaluationEvents {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int LOOKS_PER_SIGN_OF_LIFE = 30;
    private static final long NO_TIMEOUT = 0;

    private final EvaluationListing listing;
    private volatile boolean closing;

    EvaluationEvents(EvaluationListing listing) {
        this.listing = listing;
    }

    SseEmitter of(UUID id) {
        EvaluationView first = listing.evaluation(id);
        SseEmitter emitter = new SseEmitter(NO_TIMEOUT);
        Thread.ofVirtual().name("evaluation events " + id).start(() -> send(emitter, first));
        return emitter;
    }

    @EventListener(ContextClosedEvent.class)
    void close() {
        closing = true;
    }

    private void send(SseEmitter emitter, EvaluationView first) {
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

    private void sendChanges(SseEmitter emitter, EvaluationView first) throws IOException, InterruptedException {
        EvaluationView sent = null;
        EvaluationView now = first;
        for (int look = 1; ; look++) {
            if (!now.equals(sent)) {
                emitter.send(SseEmitter.event().name("evaluation").data(now));
                sent = now;
            } else if (look % LOOKS_PER_SIGN_OF_LIFE == 0) {
                emitter.send(SseEmitter.event().comment("still watching"));
            }
            if (now.state().isFinal() || closing) {
                return;
            }
            Thread.sleep(LOOK);
            now = listing.evaluation(first.id());
        }
    }
}
