package io.graft.cli;

import io.graft.core.suite.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code graft eval}. */
@Command(
        name = "eval",
        customSynopsis = {
            "graft eval [OPTIONS] --model DIR [--adapter DIR[:WEIGHT]]... --tasks PATH[,PATH]... --out DIR",
            "       graft eval [OPTIONS] --server URL --tokenizer DIR --tasks PATH[,PATH]... --out DIR"
        },
        description =
                "Measures a model with tasks in lm-evaluation-harness's format, prints its table and writes its files."
                        + " Answers are kept under OUT/replies: a run that was stopped goes on, and what the same weights were"
                        + " asked before is not asked again.",
        footer = {
            "%nExamples:",
            "  graft eval --model ./llama --tasks ./tasks --out ./results",
            "  graft eval --model ./llama --adapter ./sentiment --tasks tasks/story.yaml,tasks/sum.yaml --out ./results",
            "  graft eval --server http://gpu:8000/v1 --tokenizer ./llama --tasks ./tasks --out ./results --limit 100"
        })
final class Eval implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final ModelOptions model = new ModelOptions();

    @Mixin
    private final ServerChoice server = new ServerChoice();

    @Option(
            names = "--tasks",
            required = true,
            split = ",",
            paramLabel = "PATH",
            description = "Task files, folders of them, or names of tasks and groups in --include-path.")
    private List<String> tasks;

    @Option(
            names = {"--include-path", "--include_path"},
            paramLabel = "DIR",
            description = "A folder of tasks to name in --tasks.")
    private @Nullable Path include;

    @Option(
            names = {"--out", "--output_path"},
            required = true,
            paramLabel = "DIR",
            description = "Where results go, in a folder named after the model.")
    private Path out;

    @Option(names = "--limit", description = "Only the first so many documents of each task: a biased choice.")
    private @Nullable Integer limit;

    @Option(
            names = {"--num-fewshot", "--num_fewshot"},
            paramLabel = "N",
            description = "Solved examples before each question, whatever the tasks say; one that says 0 keeps that.")
    private @Nullable Integer shots;

    @Option(
            names = {"--bootstrap-iters", "--bootstrap_iters"},
            description =
                    "How often documents are drawn for standard errors without a formula. Default: ${DEFAULT-VALUE}.")
    private int bootstrap = 100_000;

    @Option(
            names = {"--log-samples", "--log_samples"},
            description = "For those who type lm_eval: documents are always written, with their answers.",
            hidden = true)
    @SuppressWarnings("UnusedVariable")
    private boolean samples;

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    Eval(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if ((model.model() == null) == (server.server() == null)) {
            throw new ParameterException(spec.commandLine(), "Name either --model or --server");
        }
        if (server.server() != null && server.tokenizer() == null) {
            throw new ParameterException(spec.commandLine(), "With --server, name the --tokenizer of its model");
        }
        Logs.errorsOnly();
        EvaluationOrder order = new EvaluationOrder(tasks, include, out, limit, shots(), bootstrap);
        try (StopSignal _ = new StopSignal(Thread.currentThread()::interrupt);
                ProgressBar bar = quiet ? ProgressBar.none() : ProgressBar.of("documents", terminal)) {
            terminal.out().print(LocalEvaluation.run(order, model, server, bar));
        }
        terminal.out().flush();
        return Exit.DONE;
    }

    private OptionalInt shots() {
        if (shots == null) {
            return OptionalInt.empty();
        }
        if (shots < 0 || shots > Suite.MOST_SHOTS) {
            throw new ParameterException(
                    spec.commandLine(), "--num-fewshot must be 0 to %d".formatted(Suite.MOST_SHOTS));
        }
        return OptionalInt.of(shots);
    }
}
