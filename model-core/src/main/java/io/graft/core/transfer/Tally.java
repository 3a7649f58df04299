package io.graft.core.transfer;

/** The bytes that one try has moved, taken back if it fails. */
final class Tally {
    private final Meter meter;
    private long bytes;
    private boolean closed;

    Tally(Meter meter) {
        this.meter = meter;
    }

    synchronized void add(long count) {
        if (!closed) {
            bytes += count;
            meter.moved(count);
        }
    }

    synchronized long bytes() {
        return bytes;
    }

    /** What is still on its way into a connection that was given up does not count any more. */
    synchronized void takeBack() {
        closed = true;
        meter.moved(-bytes);
    }
}
