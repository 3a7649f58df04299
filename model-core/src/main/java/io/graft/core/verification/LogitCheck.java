package io.graft.core.verification;

import io.graft.core.preflight.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Level L: logits of base + adapter against those of the merged model, both computed in float32.
 *
 * @param positions how many next-token distributions were compared
 * @param divergence KL(base + adapter ‖ merged) in nats
 * @param rounding the same against exact merges with random rounding: what a right merge shows
 * @param effect mean KL(base ‖ base + adapter): what the adapter does at all
 * @param fidelity mean divergence by effect: the share of the adapter that rounding lost; null if it has no effect
 * @param agreement share of positions with the same likeliest token
 * @param clearDisagreements positions where it differs although it was clear
 * @param faults injected on purpose, to prove that they are found
 * @param findings errors first; without an error, the check passed
 * @param detectionLimit what could be wrong without being noticed, in a sentence or two
 */
public record LogitCheck(
        boolean passed,
        long positions,
        Divergence divergence,
        Divergence rounding,
        double effect,
        @Nullable Double fidelity,
        double agreement,
        long clearDisagreements,
        List<Fault> faults,
        List<Finding> findings,
        String detectionLimit) {
    public LogitCheck {
        faults = List.copyOf(faults);
        findings = List.copyOf(findings);
    }

    /** A distribution of divergences in nats. */
    public record Divergence(double mean, double p99, double max) {}

    /**
     * A merge made wrong on purpose.
     *
     * @param name what was done, such as {@code scale x 1.01}
     * @param mean its mean divergence
     * @param found whether the check fails on it
     */
    public record Fault(String name, double mean, boolean found) {}
}
