package io.graft.core.job;

import java.time.Duration;

/**
 * How long to wait after something failed: twice as long each time.
 *
 * @param first the wait after the first failure
 * @param longest what the wait never exceeds
 */
public record Backoff(Duration first, Duration longest) {
    private static final int ENOUGH_DOUBLINGS = 30;

    public Backoff {
        if (first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("A backoff from %s to %s".formatted(first, longest));
        }
    }

    /**
     * The wait before the next try.
     *
     * @param failures in a row, from 1
     */
    public Duration after(int failures) {
        Duration wait = first.multipliedBy(1L << Math.clamp(failures - 1, 0, ENOUGH_DOUBLINGS));
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
