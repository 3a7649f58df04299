package io.graft.eval.worker;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Lets tests have this process die of what they choose: nothing happens unless {@code graft.eval.sabotage} is set. */
final class Sabotage {
    private static final String PLAN = System.getProperty("graft.eval.sabotage", "");
    private static final int REPLIES = Integer.getInteger("graft.eval.sabotage.replies", 20);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Sabotage() {}

    static void afterReply() {
        if (PLAN.isEmpty() || COUNT.incrementAndGet() < REPLIES) {
            return;
        }
        switch (PLAN) {
            case "abort" -> abort();
            case "memory" -> exhaust();
            case "hang" -> hang();
            default -> throw new IllegalStateException("graft.eval.sabotage is " + PLAN);
        }
    }

    /** The engine has no such type, and what it throws in native code nobody catches. */
    private static void abort() {
        try (NDManager manager = NDManager.newBaseManager()) {
            manager.zeros(new Shape(1), DataType.BFLOAT16);
        }
    }

    private static void exhaust() {
        throw new OutOfMemoryError("Java heap space, as a test wants it");
    }

    /** Until somebody kills the process. */
    private static void hang() {
        while (true) {
            LockSupport.park();
        }
    }
}
