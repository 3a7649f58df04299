package io.graft.core.verification;

import io.graft.core.artifact.Digest;
import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether a merged model is what its recipe says.
 *
 * @param verdict the worst of both levels and of the findings
 * @param weights level W: its tensors, recomputed; null if it was not run
 * @param logits level L: its answers, against base + adapters; null if the merge has no such twin or it was not run
 * @param findings what concerns no single level, such as the tokenizer, or why a level was not run
 * @param inputs the digests of all that went in, such as {@code base}, {@code merged} and {@code adapter 1}
 * @param settings how it was run: engine, device, seed and all else that the numbers depend on
 */
public record VerificationReport(
        Verdict verdict,
        @Nullable WeightCheck weights,
        @Nullable LogitCheck logits,
        List<Finding> findings,
        SortedMap<String, Digest> inputs,
        SortedMap<String, String> settings) {
    public VerificationReport {
        findings = List.copyOf(findings);
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    public static VerificationReport of(
            @Nullable WeightCheck weights,
            @Nullable LogitCheck logits,
            List<Finding> findings,
            Map<String, Digest> inputs,
            Map<String, String> settings) {
        List<Verdict> verdicts = new ArrayList<>(List.of(verdict(findings)));
        if (weights != null) {
            verdicts.add(weights.passed() ? verdict(weights.findings()) : Verdict.FAIL);
        }
        if (logits != null) {
            verdicts.add(logits.verdict());
        }
        return new VerificationReport(
                Verdict.worst(verdicts), weights, logits, findings, new TreeMap<>(inputs), new TreeMap<>(settings));
    }

    /** Whether nothing says that the merge is wrong. */
    public boolean passed() {
        return verdict != Verdict.FAIL;
    }

    private static Verdict verdict(List<Finding> findings) {
        return Verdict.worst(
                findings.stream().map(finding -> verdict(finding.severity())).toList());
    }

    private static Verdict verdict(Severity severity) {
        return switch (severity) {
            case ERROR -> Verdict.FAIL;
            case WARNING -> Verdict.WARN;
            case INFO -> Verdict.PASS;
        };
    }
}
