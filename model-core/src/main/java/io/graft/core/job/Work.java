package io.graft.core.job;

/** What a worker does with a job. */
@FunctionalInterface
public interface Work {
    /**
     * Does the task of the attempt's lease and publishes its result. Returning means success. The thread is interrupted when the
     * attempt is to stop; a long computation also asks {@link Attempt#stopped()}.
     *
     * @throws Exception when the work failed, or was stopped; a {@link io.graft.core.GraftException} tells people why
     */
    void perform(Attempt attempt) throws Exception;
}
