package io.graft.core.forgetting;

import io.graft.core.preflight.Finding;
import java.util.List;
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
}
