package io.graft.cli;

import io.graft.core.recipe.Source;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code graft why}. */
@Command(
        name = "why",
        description =
                "Says why an alias stands where it does: who moved it, what the gate found, how the version was merged, from"
                        + " which adapters, and how those were trained.",
        footer = {"%nExamples:", "  graft why team/bot@production"})
final class Why implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "NAMESPACE/NAME@ALIAS",
            converter = VersionName.class,
            description = "The alias that is asked about.")
    private Source.Registered alias;

    @Mixin
    private final RegistryOption registry = new RegistryOption();

    Why(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        AliasHistory history = registry.aliasHistory(alias);
        List<AliasHistory.Move> moves = history.moves();
        AliasHistory.Move last = moves.getFirst();
        Releases releases = registry.releases();
        PrintWriter out = terminal.out();
        out.println("%s is version %d".formatted(alias, last.to()));
        out.println("  moved   %s".formatted(line(last)));
        if (last.run() != null) {
            Releases.Run run = releases.run(last.run());
            out.println("  rule    %s, as %s was released".formatted(run.rule(), run.released()));
            run.approvals()
                    .forEach(opinion -> out.println("  %s  by %s as %s: %s"
                            .formatted(
                                    opinion.approved() ? "agreed" : "denied",
                                    opinion.actor(),
                                    opinion.role(),
                                    opinion.reason())));
        }
        if (last.verdict() != null) {
            judged(releases.verdict(last.verdict()));
        }
        Registry models = registry.connect();
        origin(
                models,
                models.version(new Source.Registered(alias.namespace(), alias.name(), String.valueOf(last.to()))));
        moves.stream().skip(1).forEach(move -> out.println("  before  %s".formatted(line(move))));
        return Exit.DONE;
    }

    private static String line(AliasHistory.Move move) {
        String from = move.from() == null ? "made" : "from %d".formatted(move.from());
        String reason = move.reason().isEmpty() ? "" : ": " + move.reason();
        return "step %d, %s to %d, by %s (%s) on %s%s"
                .formatted(
                        move.step(),
                        from,
                        move.to(),
                        move.actor(),
                        move.cause().toLowerCase(Locale.ROOT),
                        move.at(),
                        reason);
    }

    private void judged(Releases.Verdict verdict) {
        terminal.out()
                .println("  gate    %s says %s of %s".formatted(verdict.gate(), verdict.outcome(), verdict.digest()));
        verdict.conditions().forEach(condition -> terminal.out()
                .println("          %-12s  %s".formatted(condition.outcome(), condition.sentence())));
    }

    private void origin(Registry models, Registry.Version version) throws InterruptedException {
        terminal.out().println("  digest  %s".formatted(version.digest()));
        if (version.merge() == null) {
            terminal.out().println("  origin  uploaded; nothing was merged");
            return;
        }
        Registry.Merge merge = models.merge(version.merge().id());
        terminal.out().println("  merge   %s by recipe %s".formatted(merge.id(), merge.recipeId()));
        for (Registry.Input input : merge.inputs()) {
            ingredient(models.version((Source.Registered) Source.parse(input.version())));
        }
    }

    private void ingredient(Registry.Version version) {
        terminal.out().println("  from    %-8s %s".formatted(version.kind(), version.reference()));
        if (version.trainingFacts() != null) {
            version.trainingFacts().properties().forEach(fact -> terminal.out()
                    .println("            %s: %s".formatted(fact.getKey(), plain(fact.getValue()))));
        }
    }

    private static String plain(JsonNode fact) {
        return fact.isString() ? fact.asString() : fact.toString();
    }
}
