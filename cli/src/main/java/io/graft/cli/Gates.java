package io.graft.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code graft gates}. */
@Command(
        name = "gates",
        description = "What a version must pass before an alias may move there.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"%nExamples:", "  graft gates apply -f gates.yml"})
final class Gates {
    private Gates() {}

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new Gates()).addSubcommand(new Apply(terminal));
    }

    /** {@code graft gates apply}. */
    @Command(
            name = "apply",
            description =
                    "Keeps the gates of a file, and prints the number of each: the same conditions keep their number.")
    static final class Apply implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private final DocumentFileOption file = new DocumentFileOption();

        @Mixin
        private final RegistryOption registry = new RegistryOption();

        Apply(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException, InterruptedException {
            Releases releases = registry.releases();
            file.read().each(gate -> terminal.out().println(releases.gate(gate.name(), gate.text())));
            return Exit.DONE;
        }
    }
}
