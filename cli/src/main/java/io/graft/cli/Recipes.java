package io.graft.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code graft recipe}. */
@Command(
        name = "recipe",
        description = "Looks at recipes.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"%nExamples:", "  graft recipe explain recipe.yml"})
final class Recipes {
    private Recipes() {}

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new Recipes()).addSubcommand(new Explain(terminal));
    }
}
