package io.graft.cli;

import io.graft.core.recipe.Source;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graft withdraw}. */
@Command(
        name = "withdraw",
        description =
                "Takes a version back: what contains it is marked, aliases that stand at it are blocked, and merges without it"
                        + " are proposed.",
        footer = {
            "%nExamples:",
            "  graft impact team/sentiment@2                 what would be hit",
            "  graft withdraw team/sentiment@2 --kind data --reason \"Trained on reviews that were bought\""
        })
final class Withdraw implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "NAMESPACE/NAME@VERSION",
            converter = VersionName.class,
            description = "The version, by number or alias.")
    private Source.Registered name;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for those who come later.")
    private String reason;

    @Option(
            names = "--kind",
            defaultValue = "other",
            description = "What is wrong with it: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Kind kind;

    @Mixin
    private final RegistryOption registry = new RegistryOption();

    Withdraw(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What can be wrong with a version. */
    enum Kind {
        DATA,
        LICENCE,
        DEFECT,
        OTHER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        Withdrawals withdrawals = registry.withdrawals();
        Withdrawals.Withdrawal done =
                withdrawals.withdraw(name, new Withdrawals.NewWithdrawal(reason, kind.toString()));
        print(done, withdrawals.proposals(done.id()), terminal.out());
        return Exit.DONE;
    }

    private static void print(Withdrawals.Withdrawal done, List<Withdrawals.Proposal> proposals, PrintWriter out) {
        out.println("%s is withdrawn (%s): %s".formatted(done.version(), done.kind(), done.reason()));
        out.println("  withdrawal  " + done.id());
        out.println("  tainted     %d %s".formatted(done.tainted(), done.tainted() == 1 ? "version" : "versions"));
        done.blockedAliases().forEach(alias -> out.println("  blocked     " + alias));
        if (proposals.stream().anyMatch(Withdrawals.Proposal::isOpen)) {
            out.println("  next        graft remerge " + done.id());
        }
        proposals.forEach(proposal -> out.println("  re-merge    %s  %s".formatted(proposal.version(), how(proposal))));
    }

    private static String how(Withdrawals.Proposal proposal) {
        return switch (proposal.state()) {
            case "POSSIBLE" -> "without " + String.join(" ", proposal.without());
            case "WAITING" -> "after " + String.join(" ", proposal.waitsFor());
            default -> "%s: %s".formatted(proposal.state().toLowerCase(Locale.ROOT), proposal.why());
        };
    }
}
