package io.graft.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleFunction;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Shows how far long work has come, with its rate and the time left: a bar that redraws itself on a terminal, a plain line now
 * and then elsewhere. Safe for use by several threads.
 */
final class ProgressBar implements AutoCloseable {
    private static final int BAR = 24;
    private static final int WIDTH = 78;
    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final Duration PLAIN_LINE = Duration.ofSeconds(5);

    private final PrintWriter err;
    private final boolean interactive;
    private final LongSupplier nanos;
    private final DoubleFunction<String> unit;
    private String phase = "";
    private long phaseStarted;
    private long lastShown;
    private boolean drawn;
    private boolean ended;

    ProgressBar(Terminal terminal) {
        this(terminal.err(), terminal.interactive(), System::nanoTime);
    }

    ProgressBar(PrintWriter err, boolean interactive, LongSupplier nanos) {
        this(err, interactive, nanos, bytes -> new ByteCount((long) bytes).toString());
    }

    private ProgressBar(PrintWriter err, boolean interactive, LongSupplier nanos, DoubleFunction<String> unit) {
        this.err = err;
        this.interactive = interactive;
        this.nanos = nanos;
        this.unit = unit;
    }

    /** Counts things, such as {@code documents}, in place of bytes. */
    static ProgressBar of(String things, Terminal terminal) {
        return new ProgressBar(
                terminal.err(), terminal.interactive(), System::nanoTime, count -> number(count) + " " + things);
    }

    /** Shows nothing. */
    static ProgressBar none() {
        return new ProgressBar(new PrintWriter(Writer.nullWriter()), false, System::nanoTime);
    }

    /** Reports that so much of a phase is done. A new phase, and the end of one, always show. */
    void show(String phase, long done, long total) {
        show(phase, done, total, unit);
    }

    /** The same of a phase that is counted in steps. */
    void showSteps(String phase, long done, long total) {
        show(phase, done, total, count -> number(count) + " steps");
    }

    private synchronized void show(String phase, long done, long total, DoubleFunction<String> unit) {
        long now = nanos.getAsLong();
        if (!phase.equals(this.phase)) {
            begin(phase, now);
        }
        boolean ends = done >= total;
        if ((ends && !ended) || (!ends && now - lastShown >= (interactive ? REDRAW : PLAIN_LINE).toNanos())) {
            ended = ends;
            lastShown = now;
            print(line(done, total, Duration.ofNanos(now - phaseStarted), unit));
        }
    }

    /** Shows a phase by what is added to it, from any thread. */
    LongConsumer counting(String phase, long total) {
        AtomicLong done = new AtomicLong();
        return bytes -> show(phase, done.addAndGet(bytes), total);
    }

    /** Ends the line that the bar stands on. */
    @Override
    public synchronized void close() {
        if (drawn) {
            err.println();
            drawn = false;
        }
        err.flush();
    }

    private void begin(String next, long now) {
        close();
        phase = next;
        ended = false;
        phaseStarted = now;
        lastShown = interactive ? now - REDRAW.toNanos() : now;
    }

    private void print(String line) {
        if (interactive) {
            err.print("\r" + line + " ".repeat(Math.max(0, WIDTH - line.length())));
            err.flush();
            drawn = true;
        } else {
            err.println(line);
        }
    }

    private String line(long done, long total, Duration spent, DoubleFunction<String> unit) {
        double fraction = total <= 0 ? 0 : Math.clamp((double) done / total, 0, 1);
        double seconds = Math.max(spent.toNanos() / 1e9, 1e-9);
        String bar = interactive ? bar(fraction) : "";
        return String.format(
                        Locale.ROOT,
                        "%-10s %s%3d%%  %s of %s",
                        phase,
                        bar,
                        (int) (fraction * 100),
                        unit.apply((double) done),
                        unit.apply((double) total))
                + pace(done, total, seconds, unit);
    }

    private static String pace(long done, long total, double seconds, DoubleFunction<String> unit) {
        double rate = done / seconds;
        if (done >= total) {
            return String.format(Locale.ROOT, "  %s/s  %s", unit.apply(rate), clock(seconds));
        }
        return rate <= 0
                ? ""
                : String.format(Locale.ROOT, "  %s/s  %s left", unit.apply(rate), clock((total - done) / rate));
    }

    private static String bar(double fraction) {
        int full = (int) (fraction * BAR);
        return "[" + "#".repeat(full) + "-".repeat(BAR - full) + "] ";
    }

    /** Small ones with a digit after the point, which a rate may need. */
    private static String number(double count) {
        return count < 100 && count != Math.rint(count)
                ? String.format(Locale.ROOT, "%.1f", count)
                : String.valueOf((long) count);
    }

    private static String clock(double seconds) {
        long whole = (long) Math.ceil(seconds);
        return String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }
}
