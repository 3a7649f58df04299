package io.graft.core.verification;

import io.graft.core.preflight.Finding;
import java.util.List;

/**
 * Level L: the merged model answers as the base with its adapters does. Both run in float32 on the same tokens, and the difference
 * is held against that of merges which are exact but for the rounding of weights.
 *
 * @param criteria the rules, each with what was measured
 * @param merged from base + adapters to the merged model
 * @param effect from the base to base + adapters: what the adapters do at all
 * @param exact from base + adapters to a merge in float32 that is not rounded to the stored type: what computing costs
 * @param rounded from base + adapters to exact merges with up to half a unit in the last place of noise, one for each draw
 * @param fidelity the mean of {@code merged} by that of {@code effect}: the share of what the adapters do that the merge lost
 * @param faults what was injected to see whether it is found
 * @param smallestScaleError the smallest relative error of the adapters' scale that would have been found, as estimated; infinite
 *     if none is
 * @param detectionLimit what could be wrong without being noticed, in a sentence or two
 * @param findings what is wrong or doubtful, and what to do
 */
public record LogitCheck(
        Verdict verdict,
        List<Criterion> criteria,
        Divergence merged,
        Divergence effect,
        Divergence exact,
        List<Divergence> rounded,
        double fidelity,
        List<InjectedFault> faults,
        double smallestScaleError,
        String detectionLimit,
        List<TextSample> texts,
        List<Finding> findings) {
    public LogitCheck {
        criteria = List.copyOf(criteria);
        rounded = List.copyOf(rounded);
        faults = List.copyOf(faults);
        texts = List.copyOf(texts);
        findings = List.copyOf(findings);
    }
}
