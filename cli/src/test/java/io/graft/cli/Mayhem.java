package io.graft.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Kills one process of a suite after the other, drawn by a seed, and starts it again. */
final class Mayhem implements AutoCloseable {
    private static final int LONGEST_PEACE_MILLIS = 8000;
    private static final int LONGEST_ABSENCE_MILLIS = 1000;
    private static final String[] WORKERS = {"ada", "bob"};

    private final SplitSuite suite;
    private final Random random;
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

    /** How often each was killed. */
    Map<String, Integer> killed() {
        return killed;
    }

    /** Ends it; everything runs. */
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
        while (!over) {
            pause(LONGEST_PEACE_MILLIS);
            switch (random.nextInt(4)) {
                case 0 -> killRegistry();
                case 1 -> killDatabase();
                default -> killWorker(WORKERS[random.nextInt(WORKERS.length)]);
            }
        }
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
