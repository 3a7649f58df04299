package io.graft.eval.verification;

import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Severity;
import io.graft.core.tensor.DType;
import io.graft.core.verification.Criterion;
import io.graft.core.verification.Divergence;
import io.graft.core.verification.InjectedFault;
import io.graft.core.verification.LogitCheck;
import io.graft.core.verification.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the measured divergences mean. */
record LogitReport(
        Divergence merged,
        Divergence effect,
        Divergence exact,
        List<Divergence> rounded,
        Limits limits,
        List<InjectedFault> faults,
        Excerpts excerpts) {
    private static final String WHERE = "the merged model's answers";

    LogitCheck check() {
        List<Criterion> criteria = criteria();
        return new LogitCheck(
                Criterion.worst(criteria),
                criteria,
                merged,
                effect,
                exact,
                rounded,
                merged.mean() / effect.mean(),
                faults,
                smallestScaleError(),
                detectionLimit(),
                excerpts.samples(),
                findings(criteria));
    }

    private List<Criterion> criteria() {
        List<Criterion> criteria = new ArrayList<>();
        criteria.add(new Criterion(
                "ADAPTERS_APPLIED",
                effect.mean() > exact.mean() ? Verdict.PASS : Verdict.FAIL,
                effect.mean(),
                exact.mean(),
                "mean divergence that the adapters cause; more than that of computing"));
        criteria.add(Limits.below(
                "REFERENCE",
                exact.mean(),
                Limits.backstop(DType.F32),
                "mean divergence of a merge in float32 without rounding"));
        criteria.addAll(limits.judge(merged));
        long found = faults.stream().filter(InjectedFault::found).count();
        criteria.add(new Criterion(
                "SELF_TEST",
                found == faults.size() ? Verdict.PASS : Verdict.WARN,
                found,
                faults.size(),
                "injected faults that are found"));
        return criteria;
    }

    /**
     * The divergence of a wrong scale is that of rounding and a term that grows with the square of the error; the error at which it
     * reaches the limit is the smallest that is found.
     */
    private double smallestScaleError() {
        double rounding =
                rounded.stream().mapToDouble(Divergence::mean).average().orElse(Double.NaN);
        double error = LogitVerification.SCALE_FAULT - 1;
        double excess = faults.getFirst().divergence().mean() - rounding;
        return excess > 0 ? error * Math.sqrt((limits.mean() - rounding) / excess) : Double.POSITIVE_INFINITY;
    }

    private String detectionLimit() {
        double error = smallestScaleError();
        String scale = Double.isInfinite(error)
                ? "An error of 1 % in the adapters' scale makes no more difference than rounding does."
                : String.format(
                        Locale.ROOT, "The smallest error found in the adapters' scale is about %.2g %%.", 100 * error);
        String skipped = faults.stream()
                .skip(1)
                .map(fault -> "Leaving out %s, which changes least, %s be found."
                        .formatted(fault.where(), fault.found() ? "would" : "would not"))
                .collect(Collectors.joining(" "));
        return (scale + " " + skipped).strip();
    }

    private List<Finding> findings(List<Criterion> criteria) {
        return criteria.stream()
                .filter(criterion -> criterion.verdict() != Verdict.PASS)
                .map(this::finding)
                .toList();
    }

    private Finding finding(Criterion criterion) {
        Severity severity = criterion.verdict() == Verdict.FAIL ? Severity.ERROR : Severity.WARNING;
        return switch (criterion.name()) {
            case "ADAPTERS_APPLIED" ->
                VerificationError.ADAPTERS_WITHOUT_EFFECT.finding(
                        severity, "the adapters", "The base answers the same with its adapters as without them");
            case "REFERENCE" ->
                VerificationError.REFERENCE_DISAGREES.finding(
                        severity,
                        "base with adapters",
                        numbers("An exact merge differs from the base with its adapters", criterion));
            case "FIDELITY" ->
                VerificationError.CHANGE_LOST.finding(
                        severity,
                        WHERE,
                        String.format(
                                Locale.ROOT,
                                "The merge lost %.2g %% of what the adapters do; right is at most %.2g %%",
                                100 * criterion.measured(),
                                100 * Math.min(criterion.limit(), 0.01)));
            case "CLEAR_ANSWERS" ->
                VerificationError.CLEAR_ANSWERS_DIFFER.finding(
                        severity,
                        WHERE,
                        "The likeliest token differs although it was clear, at %d of %d positions"
                                .formatted(
                                        Math.round((1 - merged.sameTopDecided()) * merged.decided()),
                                        merged.decided()));
            case "SELF_TEST" ->
                VerificationError.DETECTION_INSUFFICIENT.finding(severity, "the check itself", unfound());
            default ->
                VerificationError.LOGITS_DIFFER.finding(
                        severity, WHERE, numbers("They differ from those of the base with its adapters", criterion));
        };
    }

    private String unfound() {
        return faults.stream()
                .filter(fault -> !fault.found())
                .map(fault -> "%s (%s)".formatted(fault.name(), fault.where()))
                .collect(Collectors.joining(", ", "A fault made on purpose was not found: ", ""));
    }

    private static String numbers(String sentence, Criterion criterion) {
        return String.format(
                Locale.ROOT,
                "%s: %s is %.2g, and is to be at most %.2g",
                sentence,
                criterion.meaning().replaceFirst(";.*", ""),
                criterion.measured(),
                criterion.limit());
    }
}
