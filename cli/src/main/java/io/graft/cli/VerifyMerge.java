package io.graft.cli;

import io.graft.core.verification.VerificationReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code graft verify-merge}. */
@Command(
        name = "verify-merge",
        customSynopsis = {
            "graft verify-merge [OPTIONS] RECIPE.yml MERGED",
            "       graft verify-merge [OPTIONS] --base DIR --adapter DIR[:WEIGHT]... MERGED"
        },
        description =
                "Proves that a merged model, whoever made it, is what a recipe says: its weights are recomputed (level"
                        + " W), and it has to answer as its base with the adapters beside it does (level L). Each run"
                        + " first makes wrong merges of its own, and says which faults it would not find. Ends with 1 if"
                        + " the merge is wrong.",
        footer = {
            "%nExamples:",
            "  graft verify-merge recipe.yml ./merged",
            "  graft verify-merge --base ./llama --adapter ./sentiment ./merged",
            "  graft verify-merge --base ./llama --adapter ./sentiment:0.7 --text reviews.jsonl ./merged"
        })
final class VerifyMerge implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..2",
            paramLabel = "RECIPE.yml MERGED",
            description = "The recipe, unless --base is given; the folder of the merged model.")
    private List<Path> paths;

    @Mixin
    private final ShortRecipe shortRecipe = new ShortRecipe();

    @Option(
            names = "--level",
            description = "${COMPLETION-CANDIDATES}: the weights, the answers, or both. Default: ${DEFAULT-VALUE}.")
    private Level level = Level.ALL;

    @Option(
            names = "--text",
            paramLabel = "FILE",
            description = "Text of what the adapters were trained for, or JSON lines with it. May be repeated."
                    + " A text sample of Graft's own is always used.")
    private List<Path> texts = new ArrayList<>();

    @Option(names = "--device", description = "Where the models run: auto, cpu or cuda:N. Default: ${DEFAULT-VALUE}.")
    private String device = "auto";

    @Option(names = "--threads", description = "Threads that compute on the CPU. Default: one a processor.")
    private int threads;

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    /** What is looked at. */
    enum Level {
        W,
        L,
        ALL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    VerifyMerge(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        LocalRecipe recipe = recipe();
        LocalVerification verification =
                new LocalVerification(recipe, paths.getLast(), texts, level.name(), device, threads);
        long began = System.nanoTime();
        VerificationReport report = verify(verification);
        terminal.out()
                .print(
                        json
                                ? JsonMapper.shared().writeValueAsString(report) + System.lineSeparator()
                                : new VerificationSummary(report).text(System.nanoTime() - began));
        Findings.print(json ? List.of() : VerificationSummary.findings(report), terminal.out());
        terminal.out().flush();
        return report.passed() ? Exit.DONE : Exit.REFUSED;
    }

    private VerificationReport verify(LocalVerification verification) throws IOException, InterruptedException {
        try (StopSignal _ = new StopSignal(Thread.currentThread()::interrupt);
                ProgressBar bar = quiet ? ProgressBar.none() : new ProgressBar(terminal)) {
            return verification.run((done, total) -> bar.showSteps("verifying", done, total));
        }
    }

    private LocalRecipe recipe() throws IOException {
        if (shortRecipe.isHalfGiven() || paths.size() != (shortRecipe.isGiven() ? 1 : 2)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Name a recipe and the merged folder, or --base, --adapter and the merged folder");
        }
        return shortRecipe.isGiven() ? shortRecipe.recipe() : LocalRecipe.read(paths.getFirst());
    }
}
