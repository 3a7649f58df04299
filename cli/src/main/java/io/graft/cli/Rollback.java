package io.graft.cli;

import io.graft.core.recipe.Source;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graft rollback}. */
@Command(
        name = "rollback",
        description = "Takes an alias back to where it stood before, also where only releases may move it.",
        footer = {
            "%nExamples:",
            "  graft rollback team/bot@production --reason 'rude answers'",
            "  graft rollback team/bot@production --to 3 --reason 'as in the spring'   # where it stood after step 3; see graft why"
        })
final class Rollback implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "NAMESPACE/NAME@ALIAS",
            converter = VersionName.class,
            description = "The alias that is taken back.")
    private Source.Registered alias;

    @Option(
            names = "--to",
            paramLabel = "STEP",
            description = "The step of its history to go back to. Default: the one before the last.")
    private @Nullable Integer step;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, for those who read the history.")
    private String reason;

    @Mixin
    private final RegistryOption registry = new RegistryOption();

    Rollback(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        AliasHistory history = registry.aliasHistory(alias);
        AliasHistory.Standing before = history.standing();
        AliasHistory.Standing after = history.rollBack(before, step, reason);
        terminal.out()
                .println("%s stands at version %d again; before it stood at %d (step %d)"
                        .formatted(alias, after.version(), before.version(), after.step()));
        return Exit.DONE;
    }
}
