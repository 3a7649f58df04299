package io.graft.cli;

import io.graft.core.merge.Explanation;
import io.graft.core.merge.MergeOptions;
import io.graft.core.merge.MergePlan;
import io.graft.core.preflight.Preflight;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code graft recipe explain}. */
@Command(
        name = "explain",
        customSynopsis = "graft recipe explain [OPTIONS] RECIPE.yml",
        description =
                "Shows what a merge would do, without doing it: each tensor of the result and what it is made of, the"
                        + " values of the parameters, size, memory and time. Reads headers, no weights.",
        footer = {
            "%nExamples:",
            "  graft recipe explain recipe.yml",
            "  graft recipe explain recipe.yml --shard-size 2GB --json"
        })
final class Explain implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "RECIPE.yml", description = "The recipe.")
    private Path recipe;

    @Mixin
    private final MergeTuning tuning = new MergeTuning();

    @Option(names = "--json", description = "Print the plan as JSON.")
    private boolean json;

    Explain(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        MergeOptions options = tuning.options();
        List<ExplainedStep> steps = new ArrayList<>();
        LocalRecipe.read(recipe)
                .show((step, inputs) -> steps.add(new ExplainedStep(
                        step.name(),
                        Explanation.of(MergePlan.of(step.recipe(), inputs), options),
                        Preflight.glance(step.recipe(), inputs))));
        if (json) {
            terminal.out().println(JsonMapper.shared().writeValueAsString(Map.of("steps", steps)));
        } else {
            steps.forEach(step -> step.print(terminal.out()));
        }
        terminal.out().flush();
        return Exit.DONE;
    }
}
