package io.graft.eval.verification;

/** Told how a verification gets on. Interrupt the thread that runs it to stop it. */
@FunctionalInterface
public interface VerificationListener {
    VerificationListener NONE = (done, total) -> {};

    /** Called after each run of tokens that a model has read, from the thread that verifies. */
    void read(long done, long total);
}
