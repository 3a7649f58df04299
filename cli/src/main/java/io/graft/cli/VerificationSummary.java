package io.graft.cli;

import io.graft.core.preflight.Finding;
import io.graft.core.verification.Divergence;
import io.graft.core.verification.InjectedFault;
import io.graft.core.verification.LogitCheck;
import io.graft.core.verification.VerificationReport;
import io.graft.core.verification.WeightCheck;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A verification for people. */
record VerificationSummary(VerificationReport report) {
    String text(long nanos) {
        List<String> lines = new ArrayList<>();
        lines.add(line("verdict", "%s", report.verdict()));
        lines.add(line("merged", "%s", report.inputs().get("merged")));
        if (report.weights() != null) {
            add(report.weights(), lines);
        }
        if (report.logits() != null) {
            add(report.logits(), lines);
        }
        lines.add(line("took", "%.1f s", nanos / 1e9));
        return String.join("", lines);
    }

    /** All there are, the worst first. */
    static List<Finding> findings(VerificationReport report) {
        List<Finding> findings = new ArrayList<>(report.findings());
        if (report.weights() != null) {
            findings.addAll(report.weights().findings());
        }
        if (report.logits() != null) {
            findings.addAll(report.logits().findings());
        }
        findings.sort(Comparator.comparing(Finding::severity));
        return findings;
    }

    private static void add(WeightCheck weights, List<String> lines) {
        lines.add(line(
                "weights",
                "%s: %,d of %,d elements of %d tensors recomputed",
                weights.passed() ? "as the recipe says" : "not as the recipe says",
                weights.checkedElements(),
                weights.elements(),
                weights.tensors().size()));
        lines.add(line("", "%s", weights.detectionLimit()));
    }

    private static void add(LogitCheck logits, List<String> lines) {
        lines.add(line(
                "answers",
                "%s, at %,d positions of %s",
                logits.verdict(),
                logits.merged().positions(),
                logits.texts().stream()
                        .map(text -> "%s (%d)".formatted(text.name(), text.positions()))
                        .collect(Collectors.joining(", "))));
        lines.add(line("", "KL divergence from base + adapters to      mean      p99      max"));
        lines.add(row("the merged model", logits.merged()));
        logits.rounded().forEach(draw -> lines.add(row("an exact merge with rounding noise", draw)));
        lines.add(row("an exact merge in float32", logits.exact()));
        logits.faults().forEach(fault -> lines.add(row(name(fault), fault.divergence())));
        lines.add(row("the base alone, the other way round", logits.effect()));
        lines.add(line(
                "",
                "lost %.2g %% of what the adapters do; the likeliest token is the same at %.2f %%, at %.2f %% of %,d clear ones",
                100 * logits.fidelity(),
                100 * logits.merged().sameTop(),
                100 * logits.merged().sameTopDecided(),
                logits.merged().decided()));
        lines.add(line("", "%s", logits.detectionLimit()));
    }

    private static String name(InjectedFault fault) {
        return "on purpose: %s, %s".formatted(fault.name(), fault.found() ? "found" : "not found");
    }

    private static String row(String name, Divergence divergence) {
        return line("", "  %-36s %8.1e %8.1e %8.1e", name, divergence.mean(), divergence.p99(), divergence.max());
    }

    private static String line(String name, String format, Object... values) {
        return String.format(Locale.ROOT, "%-9s", name) + String.format(Locale.ROOT, format, values) + "\n";
    }
}
