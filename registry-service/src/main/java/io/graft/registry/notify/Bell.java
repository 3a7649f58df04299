package io.graft.registry.notify;

import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Wakes those of this registry who wait for events. It is for speed alone: what another registry told, or what was told just
 * before a registry was killed, is found by looking from time to time.
 */
@Component
class Bell {
    private long rings;

    /** How often it has rung; to be taken before looking. */
    synchronized long rings() {
        return rings;
    }

    synchronized void ring() {
        rings++;
        notifyAll();
    }

    /** Waits until it has rung since, or the time is over. */
    synchronized void await(long since, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (rings == since) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }
}
