package io.graft.cli;

import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graft lift}. */
@Command(
        name = "lift",
        description = "Takes a withdrawal back: what it blocked is free again, unless another one holds it.",
        footer = {"%nExamples:", "  graft lift 01a2… --reason 'the reviews were real'"})
final class Lift implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "WITHDRAWAL", description = "Its id, as graft withdraw printed it.")
    private UUID withdrawal;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for those who come later.")
    private String reason;

    @Mixin
    private final RegistryOption registry = new RegistryOption();

    Lift(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Withdrawals.Withdrawal lifted = registry.withdrawals().lift(withdrawal, reason);
        terminal.out().println("%s is free again: %s".formatted(lifted.version(), reason));
        return Exit.DONE;
    }
}
