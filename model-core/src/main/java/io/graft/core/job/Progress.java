package io.graft.core.job;

/**
 * How far work has come.
 *
 * <p>Models are asked in steps, not in bytes; see {@link #inSteps}.
 *
 * @param phase what is being done, for people: {@code fetching}, {@code merging}, {@code uploading}
 * @param doneBytes bytes of this phase already done
 * @param totalBytes bytes of this phase in all, 0 where unknown
 */
public record Progress(String phase, long doneBytes, long totalBytes) {
    public static final Progress STARTING = new Progress("starting", 0, 0);
    /** The phase in which a merge is proved. */
    public static final String VERIFYING = "verifying";

    /** Whether what is counted are steps of a proof. */
    public boolean inSteps() {
        return phase.equals(VERIFYING);
    }

    /** From 0 to 1. */
    public double fraction() {
        return totalBytes <= 0 ? 0 : Math.clamp((double) doneBytes / totalBytes, 0, 1);
    }
}
