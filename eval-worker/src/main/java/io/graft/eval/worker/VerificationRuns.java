package io.graft.eval.worker;

import io.graft.core.job.Attempt;
import io.graft.core.job.EvaluationOutputs;
import io.graft.core.job.EvaluationOutputs.Verdict;
import io.graft.core.job.Lease;
import io.graft.core.job.Progress;
import io.graft.core.job.Task;
import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Severity;
import io.graft.core.recipe.Recipe;
import io.graft.core.verification.VerificationReport;
import io.graft.core.worker.Persistence;
import io.graft.eval.decoder.DecoderOptions;
import io.graft.eval.verification.MergeVerification;
import io.graft.eval.verification.VerificationOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Verifies merged versions, and reports what was found before the job ends. */
final class VerificationRuns {
    private final EvaluationOutputs outputs;
    private final DecoderOptions options;

    VerificationRuns(EvaluationOutputs outputs, DecoderOptions options) {
        this.outputs = outputs;
        this.options = options;
    }

    void run(Attempt attempt, Task.Verify task, Map<String, Path> folders) throws IOException, InterruptedException {
        VerificationReport report = MergeVerification.verify(
                Recipe.parse(task.merge().recipe(), "recipe"),
                source -> folder(folders, source.toString()),
                folder(folders, task.version()),
                List.of(),
                options(task),
                (done, total) -> attempt.report(new Progress(Progress.VERIFYING, done, total)));
        String summary = summary(report);
        Lease lease = attempt.lease();
        EvaluationOutputs.Report said =
                new EvaluationOutputs.Report(lease.id(), lease.epoch(), verdict(report), summary, levels(report));
        new Persistence(attempt).untilDone(() -> outputs.reportVerification(task.verification(), said));
        if (!report.passed()) {
            throw EvalError.failed(task.version(), summary);
        }
    }

    /** Where nothing that went in has a tokenizer, nobody can ask the models anything. */
    private VerificationOptions options(Task.Verify task) {
        VerificationOptions all = VerificationOptions.DEFAULT.with(options);
        boolean readsText = task.merge().inputs().values().stream().anyMatch(VerificationRuns::hasTokenizer)
                || hasTokenizer(task.made());
        return readsText ? all : all.withLevel(VerificationOptions.Level.W);
    }

    private static boolean hasTokenizer(Task.Input version) {
        return version.files().stream().anyMatch(file -> file.path().equals("tokenizer.json"));
    }

    private static Verdict verdict(VerificationReport report) {
        if (!report.passed()) {
            return Verdict.FAIL;
        }
        return report.weights() == null && report.logits() == null ? Verdict.INCONCLUSIVE : Verdict.PASS;
    }

    private static Map<String, Object> levels(VerificationReport report) {
        Map<String, Object> levels = new LinkedHashMap<>();
        if (report.weights() != null) {
            levels.put("weights", report.weights());
        }
        if (report.logits() != null) {
            levels.put("logits", report.logits());
        }
        levels.put("verdict", report.verdict());
        levels.put("findings", report.findings());
        levels.put("inputs", report.inputs());
        levels.put("settings", report.settings());
        return levels;
    }

    /** The worst that was found, or what was looked at. */
    private static String summary(VerificationReport report) {
        return findings(report)
                .filter(finding -> finding.severity() == Severity.ERROR)
                .findFirst()
                .map(Finding::message)
                .orElseGet(() -> report.passed() ? passed(report) : "The merged model is not what its recipe makes");
    }

    private static String passed(VerificationReport report) {
        if (report.weights() == null && report.logits() == null) {
            return "Nothing could be looked at: "
                    + findings(report).map(Finding::message).findFirst().orElse("see the findings");
        }
        return "It is what its recipe makes of its inputs: %s%s"
                .formatted(
                        report.weights() == null
                                ? ""
                                : "%,d elements recomputed. "
                                        .formatted(report.weights().checkedElements()),
                        report.logits() == null
                                ? ""
                                : "It answers like base and adapter together, up to %.2g nats."
                                        .formatted(report.logits().merged().mean()));
    }

    private static Stream<Finding> findings(VerificationReport report) {
        return Stream.of(
                        report.findings(),
                        report.weights() == null
                                ? List.<Finding>of()
                                : report.weights().findings(),
                        report.logits() == null
                                ? List.<Finding>of()
                                : report.logits().findings())
                .flatMap(List::stream);
    }

    private static Path folder(Map<String, Path> folders, String version) {
        return Objects.requireNonNull(folders.get(version), version);
    }
}
