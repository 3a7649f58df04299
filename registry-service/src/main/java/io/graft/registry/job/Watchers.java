package io.graft.registry.job;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Sends what a job is for to whoever watches it, each time it has changed, until it has ended. */
@Component
public class Watchers {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int LOOKS_PER_SIGN_OF_LIFE = 30;
    private static final long NO_TIMEOUT = 0;

    private volatile boolean closing;

    /**
     * Sends what there is now, and each change from then on.
     *
     * @param event the name of each event, whose data is what was seen
     * @param look what there is; called on the caller's thread first, so that its refusal is the answer
     */
    public <T> SseEmitter watch(String event, Supplier<T> look, Predicate<T> ended) {
        T first = look.get();
        SseEmitter emitter = new SseEmitter(NO_TIMEOUT);
        Thread.ofVirtual().name("watch " + event).start(() -> send(emitter, new Watch<>(event, first, look, ended)));
        return emitter;
    }

    private record Watch<T>(String event, T first, Supplier<T> look, Predicate<T> ended) {}

    @EventListener(ContextClosedEvent.class)
    void close() {
        closing = true;
    }

    private void send(SseEmitter emitter, Watch<?> watch) {
        try {
            sendChanges(emitter, watch);
            emitter.complete();
        } catch (IOException | IllegalStateException watcherGone) {
            emitter.complete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            emitter.completeWithError(e);
        }
    }

    private <T> void sendChanges(SseEmitter emitter, Watch<T> watch) throws IOException, InterruptedException {
        @Nullable T sent = null;
        T now = watch.first();
        for (int look = 1; ; look++) {
            if (!now.equals(sent)) {
                emitter.send(SseEmitter.event().name(watch.event()).data(now));
                sent = now;
            } else if (look % LOOKS_PER_SIGN_OF_LIFE == 0) {
                emitter.send(SseEmitter.event().comment("still watching"));
            }
            if (watch.ended().test(now) || closing) {
                return;
            }
            Thread.sleep(LOOK);
            now = watch.look().get();
        }
    }
}
