package io.graft.eval.verification;

import io.graft.core.tensor.DType;
import io.graft.core.verification.Criterion;
import io.graft.core.verification.Divergence;
import io.graft.core.verification.Verdict;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a right merge may differ by: three times what merges do that are exact but for noise of half a unit in the last place, and
 * never more than the stored type explains.
 *
 * @param mean of divergences
 * @param p99 of divergences
 * @param effect the mean divergence that the adapters cause
 * @param backstop for the mean, whatever the noise
 */
record Limits(double mean, double p99, double effect, double backstop) {
    private static final double TOLERANCE = 3;
    private static final double LOST = 0.1;
    private static final double DOUBTFUL = 0.01;

    static Limits of(List<Divergence> rounded, double effect, DType stored) {
        return new Limits(
                TOLERANCE * average(rounded, Divergence::mean),
                TOLERANCE * average(rounded, Divergence::p99),
                effect,
                backstop(stored));
    }

    /** Divergence grows with the square of a type's unit roundoff. */
    static double backstop(DType stored) {
        return switch (stored) {
            case F16 -> 1e-5;
            case BF16 -> 1e-3;
            case F8_E4M3 -> 0.2;
            case F8_E5M2 -> 0.8;
            default -> 1e-9;
        };
    }

    private static double average(List<Divergence> divergences, ToDoubleFunction<Divergence> value) {
        return divergences.stream().mapToDouble(value).average().orElse(Double.NaN);
    }

    /** What is measured of a merge against these limits. */
    List<Criterion> judge(Divergence merge) {
        double lost = merge.mean() / effect;
        return List.of(
                below("DIVERGENCE_MEAN", merge.mean(), mean, "mean divergence; limit: 3 times that of rounding"),
                below(
                        "DIVERGENCE_P99",
                        merge.p99(),
                        p99,
                        "99th percentile of divergence; limit: 3 times that of rounding"),
                below("DIVERGENCE_ABSOLUTE", merge.mean(), backstop, "mean divergence; limit: of the stored type"),
                new Criterion(
                        "FIDELITY",
                        lost <= DOUBTFUL ? Verdict.PASS : lost <= LOST ? Verdict.WARN : Verdict.FAIL,
                        lost,
                        lost <= DOUBTFUL ? DOUBTFUL : LOST,
                        "share of the adapters' effect that is lost"),
                new Criterion(
                        "CLEAR_ANSWERS",
                        merge.sameTopDecided() == 1 ? Verdict.PASS : Verdict.FAIL,
                        merge.sameTopDecided(),
                        1,
                        "share of clear answers that are the same"));
    }

    boolean fails(Divergence merge) {
        return Criterion.worst(judge(merge)) == Verdict.FAIL;
    }

    /** Not-a-number is not below anything. */
    static Criterion below(String name, double measured, double limit, String meaning) {
        return new Criterion(name, measured <= limit ? Verdict.PASS : Verdict.FAIL, measured, limit, meaning);
    }
}
