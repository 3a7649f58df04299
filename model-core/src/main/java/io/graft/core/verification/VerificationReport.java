package io.graft.core.verification;

import org.jspecify.annotations.Nullable;

/**
 * Whether a merged model is what its recipe says.
 *
 * @param passed both levels passed, of those that were run
 * @param weights level W: its tensors, recomputed
 * @param logits level L: its answers, against base + adapter; null if the merge has no such twin or it was not run
 */
public record VerificationReport(
        boolean passed, WeightCheck weights, @Nullable LogitCheck logits) {
    public static VerificationReport of(WeightCheck weights, @Nullable LogitCheck logits) {
        return new VerificationReport(weights.passed() && (logits == null || logits.passed()), weights, logits);
    }
}
