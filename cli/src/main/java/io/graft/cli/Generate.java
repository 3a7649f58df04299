package io.graft.cli;

import io.graft.core.suite.Request;
import io.graft.core.suite.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code graft generate}. */
@Command(
        name = "generate",
        customSynopsis = "graft generate [OPTIONS] --model DIR [--adapter DIR[:WEIGHT]]... --prompt TEXT",
        description = "Lets a model write on, token by token.",
        footer = {
            "%nExamples:",
            "  graft generate --model ./llama --prompt \"Once upon a time\"",
            "  graft generate --model ./llama --adapter ./support --temperature 0.8 --seed 7 --prompt \"Dear\""
        })
final class Generate implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final ModelOptions model = new ModelOptions();

    @Option(names = "--prompt", required = true, paramLabel = "TEXT", description = "What is there already.")
    private String prompt;

    @Option(names = "--max-tokens", description = "How much is written at most. Default: ${DEFAULT-VALUE}.")
    private int maxTokens = 128;

    @Option(
            names = "--temperature",
            description = "0 for the likeliest token each time, above that by lot. Default: ${DEFAULT-VALUE}.")
    private double temperature;

    @Option(names = "--top-k", description = "By lot among so many; 0 for all. Default: ${DEFAULT-VALUE}.")
    private int topK;

    @Option(
            names = "--top-p",
            description = "By lot among the fewest that have this probability together. Default: ${DEFAULT-VALUE}.")
    private double topP = 1;

    @Option(names = "--seed", description = "The same seed writes the same text. Default: ${DEFAULT-VALUE}.")
    private long seed = 1234;

    @Option(names = "--until", paramLabel = "TEXT", description = "Stop before this text. May be repeated.")
    private List<String> until = new ArrayList<>();

    Generate(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (model.model() == null) {
            throw new ParameterException(spec.commandLine(), "Name the --model");
        }
        Logs.errorsOnly();
        Request.Generation request = request();
        try (StopSignal _ = new StopSignal(Thread.currentThread()::interrupt)) {
            LocalGeneration.run(model, request, this::show);
        }
        terminal.out().println();
        return Exit.DONE;
    }

    private Request.Generation request() {
        try {
            Sampling sampling =
                    temperature == 0 ? new Sampling.Greedy() : new Sampling.Random(temperature, topK, topP, seed);
            return new Request.Generation(prompt, until, maxTokens, sampling);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "These numbers cannot be used: " + e.getMessage());
        }
    }

    private void show(String piece) {
        terminal.out().print(piece);
        terminal.out().flush();
    }
}
