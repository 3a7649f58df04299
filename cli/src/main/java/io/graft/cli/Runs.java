package io.graft.cli;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graft runs}. */
@Command(
        name = "runs",
        description = "Runs of release rules: shows them, and lets a person decide.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "%nExamples:",
            "  graft runs list --state WAITING",
            "  graft runs approve 01a2… --reason 'looked at the transcripts'",
            "  graft runs retry 01a2… --from evaluate"
        })
final class Runs {
    private Runs() {}

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new Runs())
                .addSubcommand(new All(terminal))
                .addSubcommand(new Show(terminal))
                .addSubcommand("approve", new Decide(terminal, "approve"))
                .addSubcommand("reject", new Decide(terminal, "reject"))
                .addSubcommand("cancel", new Decide(terminal, "cancel"))
                .addSubcommand(new Retry(terminal));
    }

    /** {@code graft runs list}. */
    @Command(name = "list", description = "Lists runs, the newest first.")
    static final class All implements Callable<Integer> {
        private final Terminal terminal;

        @Option(names = "--state", paramLabel = "STATE", description = "Only those that are in it, such as WAITING.")
        private @Nullable String state;

        @Mixin
        private final RegistryOption registry = new RegistryOption();

        All(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws InterruptedException {
            List<Releases.Run> runs = registry.releases().runs(state);
            runs.forEach(run -> terminal.out()
                    .println("%s  %-10s %s for %s".formatted(run.id(), run.state(), run.rule(), run.target())));
            return Exit.DONE;
        }
    }

    /** {@code graft runs show}. */
    @Command(name = "show", description = "Waits until a run has ended or needs a person, and tells what became of it.")
    static final class Show implements Callable<Integer> {
        private final Terminal terminal;

        @Parameters(paramLabel = "ID", description = "The run.")
        private UUID id;

        @Mixin
        private final RegistryOption registry = new RegistryOption();

        Show(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws InterruptedException {
            new RunTimeline(terminal.out(), registry.releases()).tell(id);
            return Exit.DONE;
        }
    }

    /** {@code graft runs approve}, {@code reject} and {@code cancel}. */
    @Command(description = "Decides on a run that waits for a person, or ends one.")
    static final class Decide implements Callable<Integer> {
        private final Terminal terminal;
        private final String decision;

        @Parameters(paramLabel = "ID", description = "The run.")
        private UUID id;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for those who read it later.")
        private String reason = "";

        @Mixin
        private final RegistryOption registry = new RegistryOption();

        Decide(Terminal terminal, String decision) {
            this.terminal = terminal;
            this.decision = decision;
        }

        @Override
        public Integer call() throws InterruptedException {
            Releases.Run run = registry.releases().decide(id, decision, reason);
            terminal.out().println("%s is %s".formatted(run.id(), run.state()));
            return Exit.DONE;
        }
    }

    /** {@code graft runs retry}. */
    @Command(name = "retry", description = "Has a run that stopped or failed go on from one of its steps.")
    static final class Retry implements Callable<Integer> {
        private final Terminal terminal;

        @Parameters(paramLabel = "ID", description = "The run.")
        private UUID id;

        @Option(
                names = "--from",
                paramLabel = "STEP",
                description = "start, merge, verify, evaluate or judge. Default: ${DEFAULT-VALUE}.")
        private String step = "start";

        @Mixin
        private final RegistryOption registry = new RegistryOption();

        Retry(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws InterruptedException {
            Releases.Run run = registry.releases().retry(id, step);
            terminal.out().println("%s is %s".formatted(run.id(), run.state()));
            return Exit.DONE;
        }
    }
}
