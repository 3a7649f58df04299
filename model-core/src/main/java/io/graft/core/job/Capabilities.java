package io.graft.core.job;

/**
 * What a worker has, and what a job needs: a job is offered only to workers that have at least what it needs.
 *
 * @param gpu whether there is an accelerator
 * @param memoryBytes memory that a job may use
 */
public record Capabilities(boolean gpu, long memoryBytes) {
    public static final Capabilities NONE = new Capabilities(false, 0);

    public boolean satisfy(Capabilities needs) {
        return (gpu || !needs.gpu) && memoryBytes >= needs.memoryBytes;
    }
}
