package io.graft.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Kills one process of a suite after the other and starts it again. The order is drawn by a seed, in rounds: each round has every
 * victim once.
 */
final class Mayhem implements AutoCloseable {
    private static final int LONGEST_PEACE_MILLIS = 3000;
    private static final int LONGEST_ABSENCE_MILLIS = 1000;
    private static final List<String> WORKERS = List.of("ada", "bob");

    private final SplitSuite suite;
    private final Random random;
    private final List<Runnable> victims = List.of(
            this::killRegistry,
            this::killDatabase,
            () -> killWorker(WORKERS.getFirst()),
            () -> killWorker(WORKERS.getLast()));
    private final Map<String, ServiceProcess> workers = new LinkedHashMap<>();
    private final Map<String, Integer> killed = new LinkedHashMap<>();
    private final Thread thread;
    private ServiceProcess registry;
    private volatile boolean over;

    /** @param registry that runs already */
    Mayhem(SplitSuite suite, ServiceProcess registry, long seed) {
        this.suite = suite;
        this.registry = registry;
        this.random = new Random(seed);
        for (String worker : WORKERS) {
            workers.put(worker, suite.startWorker(worker));
        }
        this.thread = Thread.ofPlatform().name("mayhem").start(this::rage);
    }

    /** Ends it after the round under way; everything runs. How often each was killed. */
    Map<String, Integer> killed() {
        close();
        return killed;
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void rage() {
        do {
            List<Runnable> round = new ArrayList<>(victims);
            Collections.shuffle(round, random);
            round.forEach(kill -> {
                pause(LONGEST_PEACE_MILLIS);
                kill.run();
            });
        } while (!over);
    }

    private void killRegistry() {
        count("registry");
        registry.kill();
        pause(LONGEST_ABSENCE_MILLIS);
        registry = suite.startRegistry();
    }

    private void killDatabase() {
        count("database");
        suite.database().kill();
        pause(LONGEST_ABSENCE_MILLIS);
        suite.database().startAgain();
    }

    private void killWorker(String name) {
        count("worker");
        Objects.requireNonNull(workers.get(name)).kill();
        pause(LONGEST_ABSENCE_MILLIS);
        workers.put(name, suite.startWorker(name));
    }

    private void count(String what) {
        killed.merge(what, 1, Integer::sum);
    }

    private void pause(int most) {
        try {
            Thread.sleep(random.nextInt(most));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
