package io.graft.cli;

import io.graft.core.recipe.Source;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code graft impact}. */
@Command(
        name = "impact",
        description = "Shows what contains a version: with what weight, and under which aliases.",
        footer = {"%nExamples:", "  graft impact team/sentiment@2", "  graft impact meta/llama@1"})
final class Impact implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "NAMESPACE/NAME@VERSION",
            converter = VersionName.class,
            description = "The version, by number or alias.")
    private Source.Registered name;

    @Mixin
    private final RegistryOption registry = new RegistryOption();

    Impact(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Withdrawals.Impact impact = registry.withdrawals().impact(name);
        terminal.out()
                .println(
                        impact.downstream().isEmpty()
                                ? "Nothing contains %s"
                                        .formatted(impact.version().version())
                                : "%s is in".formatted(impact.version().version()));
        impact.downstream().forEach(one -> terminal.out().println(line(one)));
        return Exit.DONE;
    }

    private static String line(Withdrawals.Affected one) {
        String name = "  ".repeat(one.depth()) + one.version();
        String weight = one.weight() == null ? "" : "  weight %s".formatted(shortest(one.weight()));
        String aliases = one.aliases().isEmpty() ? "" : "  " + String.join(" ", one.aliases());
        return "%-40s  %s of %s%s%s".formatted(name, one.relation(), Objects.toString(one.via()), weight, aliases);
    }

    private static String shortest(double weight) {
        return Double.toString(Math.round(weight * 1e6) / 1e6);
    }
}
