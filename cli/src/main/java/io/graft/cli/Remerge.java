package io.graft.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code graft remerge}. */
@Command(
        name = "remerge",
        description =
                "Merges again, without it, what a withdrawal has tainted: one after the other, as they go into each other. The new"
                        + " versions take no alias: a release or a person moves it. Ends with 1 if one could not be made.",
        footer = {"%nExamples:", "  graft remerge 01a2…    # the withdrawal, as graft withdraw printed it"})
final class Remerge implements Callable<Integer> {
    private static final long LOOK_MILLIS = 200;

    private final Terminal terminal;

    @Parameters(paramLabel = "WITHDRAWAL", description = "Its id.")
    private UUID withdrawal;

    @Mixin
    private final RegistryOption registry = new RegistryOption();

    Remerge(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Withdrawals withdrawals = registry.withdrawals();
        List<Withdrawals.Proposal> proposals = withdrawals.proposals(withdrawal);
        while (proposals.stream().anyMatch(Withdrawals.Proposal::isOpen)) {
            for (Withdrawals.Proposal proposal : proposals) {
                if (proposal.state().equals("POSSIBLE")) {
                    withdrawals.remerge(withdrawal, proposal.version());
                }
            }
            Thread.sleep(LOOK_MILLIS);
            proposals = withdrawals.proposals(withdrawal);
        }
        proposals.forEach(proposal -> print(proposal, terminal.out()));
        return proposals.stream().allMatch(Withdrawals.Proposal::isDone) ? Exit.DONE : Exit.REFUSED;
    }

    private static void print(Withdrawals.Proposal proposal, PrintWriter out) {
        if (!proposal.isDone()) {
            out.println("%s could not be merged again: %s".formatted(proposal.version(), proposal.why()));
            return;
        }
        out.println("%s was merged again without %s: %s"
                .formatted(proposal.version(), String.join(" ", proposal.without()), proposal.made()));
        proposal.moves()
                .forEach(move -> out.println(
                        "  %s still stands at %d; move it to %d".formatted(move.alias(), move.from(), move.to())));
    }
}
