package io.graft.core.forgetting;

import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Severity;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a candidate forgot, against its base and its parents.
 *
 * @param candidate name of the arm that is judged
 * @param margins what was agreed before the run
 * @param z how many standard errors a bound is from the estimate, by the rule's alpha and looks
 * @param comparisons of the candidate with each other arm, and of each other arm with the base
 * @param lineage null if no ancestors are known
 * @param findings what a reader must know of the comparison itself
 * @param verdict passes only if every comparison does for which margins were set (intersection-union test: the chance to pass a
 *     candidate that breaks any margin is at most alpha, however many tasks there are)
 */
public record ForgettingReport(
        String candidate,
        Margins margins,
        double z,
        List<Comparison> comparisons,
        @Nullable LineageMeasures lineage,
        List<Finding> findings,
        Verdict verdict) {
    public ForgettingReport {
        comparisons = List.copyOf(comparisons);
        findings = List.copyOf(findings);
    }

    /**
     * Compares a candidate with all other models that were asked the same.
     *
     * @param margins set before the run, see {@link Margins#of(Rule, List)}
     * @param arms the candidate among them
     * @param lineage the scores of its ancestors and its own; null if it has none
     * @throws io.graft.core.GraftException with a {@link ForgettingError} if they cannot be compared, or if the candidate answers
     *     like its base to the last digit, as one does whose adapter was never applied
     */
    public static ForgettingReport of(
            Margins margins, List<Arm> arms, String candidate, @Nullable AbilityMatrix lineage) {
        return Judgement.of(margins, arms, candidate).report(lineage == null ? null : LineageMeasures.of(lineage));
    }

    /** The same, saying which ancestors the lineage's measures know nothing of. */
    public ForgettingReport withoutAncestors(List<String> unmeasured) {
        if (unmeasured.isEmpty()) {
            return this;
        }
        Finding finding = new Finding(
                ForgettingError.ANCESTORS_NOT_MEASURED.name(),
                Severity.INFO,
                candidate,
                "Nobody ran this suite with these settings on %s, from which %s came: the measures over the lineage leave them out"
                        .formatted(String.join(", ", unmeasured), candidate),
                ForgettingError.ANCESTORS_NOT_MEASURED.remedy());
        List<Finding> all = Stream.concat(findings.stream(), Stream.of(finding)).toList();
        return new ForgettingReport(candidate, margins, z, comparisons, lineage, all, verdict);
    }
}
