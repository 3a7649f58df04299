package io.graft.core.job;

/**
 * Work to be put in the queue.
 *
 * @param needs what a worker must have to be given it
 * @param priority higher is sooner; a job gains one for every ten minutes it has waited, up to twenty
 * @param maxAttempts how often it is tried before it is dead, at least 1
 */
public record Offer(Task task, Capabilities needs, int priority, int maxAttempts) {
    private static final int USUAL_ATTEMPTS = 3;

    public Offer {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("A job is tried at least once, not %d times".formatted(maxAttempts));
        }
    }

    /** With the usual priority and number of attempts, for any worker. */
    public static Offer of(Task task) {
        return new Offer(task, Capabilities.NONE, 0, USUAL_ATTEMPTS);
    }

    public Offer withPriority(int other) {
        return new Offer(task, needs, other, maxAttempts);
    }

    public Offer withNeeds(Capabilities other) {
        return new Offer(task, other, priority, maxAttempts);
    }

    public Offer withMaxAttempts(int other) {
        return new Offer(task, needs, priority, other);
    }
}
