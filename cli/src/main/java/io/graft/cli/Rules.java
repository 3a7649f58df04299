package io.graft.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graft rules}. */
@Command(
        name = "rules",
        description = "What follows when a version is released: writes release rules, and shows them.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "%nExamples:",
            "  graft rules apply -f rules.yml --dry-run",
            "  graft rules apply -f rules.yml",
            "  graft rules show team/bot"
        })
final class Rules {
    private Rules() {}

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new Rules())
                .addSubcommand(new Apply(terminal))
                .addSubcommand(new Show(terminal))
                .addSubcommand(new All(terminal));
    }

    /** {@code graft rules apply}. */
    @Command(
            name = "apply",
            description =
                    "Makes the registry's rules those of a file, and shows beforehand what that changes. Rules that the file"
                            + " does not name stay as they are.")
    static final class Apply implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private final DocumentFileOption file = new DocumentFileOption();

        @Option(
                names = "--dry-run",
                description = "Show what would change and whether it could be written; write nothing.")
        private boolean dryRun;

        @Mixin
        private final RegistryOption registry = new RegistryOption();

        Apply(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException, InterruptedException {
            Releases releases = registry.releases();
            file.read().each(rule -> apply(rule, releases));
            return Exit.DONE;
        }

        private void apply(DocumentFile.Document rule, Releases releases) throws InterruptedException {
            Optional<Releases.Rule> there = releases.rule(rule.name());
            TextDiff diff = TextDiff.of(there.map(Releases.Rule::document).orElse(""), rule.text());
            boolean same =
                    diff.isEmpty() && there.filter(Releases.Rule::enabled).isPresent();
            if (same) {
                terminal.out().println("= %s".formatted(rule.name()));
                return;
            }
            releases.check(rule.text());
            print(rule.name(), there, diff, terminal.out());
            if (!dryRun) {
                releases.write(rule.name(), rule.text(), there);
            }
        }

        private static void print(ModelName name, Optional<Releases.Rule> there, TextDiff diff, PrintWriter out) {
            if (there.isEmpty()) {
                out.println("+ %s".formatted(name));
                return;
            }
            boolean disabled = there.filter(Releases.Rule::enabled).isEmpty();
            out.println("~ %s@%d%s".formatted(name, there.get().number(), disabled ? ", which was switched off" : ""));
            diff.lines().forEach(line -> out.println("    " + line));
        }
    }

    /** {@code graft rules show}. */
    @Command(name = "show", description = "Prints a rule as it was written.")
    static final class Show implements Callable<Integer> {
        private final Terminal terminal;

        @Parameters(paramLabel = "NAMESPACE/NAME", converter = ModelName.Converter.class, description = "The rule.")
        private ModelName name;

        @Mixin
        private final RegistryOption registry = new RegistryOption();

        Show(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws InterruptedException {
            terminal.out().print(registry.releases().requiredRule(name).document());
            return Exit.DONE;
        }
    }

    /** {@code graft rules list}. */
    @Command(name = "list", description = "Lists the rules, how often each was written, and whether it is in force.")
    static final class All implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private final RegistryOption registry = new RegistryOption();

        All(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws InterruptedException {
            registry.releases().rules().forEach(rule -> terminal.out()
                    .println("%-40s %s"
                            .formatted(
                                    rule.name() + "@" + rule.number(), rule.enabled() ? "in force" : "switched off")));
            return Exit.DONE;
        }
    }
}
