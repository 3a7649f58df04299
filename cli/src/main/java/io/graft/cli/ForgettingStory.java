package io.graft.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What merges of the samples can still do: a good one, a bad one, and one that was trained further. */
final class ForgettingStory {
    private static final List<String> TASKS = List.of("general", "sentiment", "support");
    private static final int DOCUMENTS = 500;
    private static final double PERCENT = 100;
    /** The registry's own, but the mean over the tasks may fall by a whole point: here it is over one or two of them. */
    private static final Map<String, Object> RULE = Map.of(
            "alpha", 0.05,
            "looks", 1,
            "retention", 0.95,
            "smallestMargin", 0.005,
            "lossMargin", Math.log(1.01),
            "macroMargin", 0.01,
            "power", 0.8,
            "expectedChange", 0,
            "floors", Map.of());

    private final PrintWriter out;
    private final Narrator narrator;
    private final Abilities abilities;
    private final Path samples;

    ForgettingStory(PrintWriter out, Narrator narrator, Abilities abilities, Path samples) {
        this.out = out;
        this.narrator = narrator;
        this.abilities = abilities;
        this.samples = samples;
    }

    /**
     * Merges them, tells what each merge forgot, and returns the suite that asked.
     *
     * @param adapters by name
     */
    String tell(Registry.Version base, Map<String, Registry.Version> adapters)
            throws IOException, InterruptedException {
        Registry.Version sentiment = Objects.requireNonNull(adapters.get("sentiment"));
        narrator.say("Two trainings of one skill are averaged, and two different skills:");
        Registry.Version soup = narrator.merge(
                SampleRecipe.of(base, 0.5, sentiment, Objects.requireNonNull(adapters.get("sentiment-2"))),
                "sentiment-soup");
        Registry.Version average = narrator.merge(
                SampleRecipe.of(base, 0.5, sentiment, Objects.requireNonNull(adapters.get("support"))),
                "two-skills-averaged");
        narrator.say("The first is trained further, for another skill:");
        Registry.Version further =
                narrator.register("support-after-sentiment", samples.resolve("adapters/support-after-sentiment"), soup);
        Registry.Version retuned = narrator.merge(SampleRecipe.of(soup, 1.0, further), "sentiment-then-support");
        String suite = abilities.keep(samples.resolve("suites"), Narrator.named("abilities"));
        narrator.say(
                "The suite %s asks each of them, its base and its parents the same questions. What is allowed is said before:"
                        .formatted(suite));
        out.println("  of what a parent can do beyond chance, 95 % have to be left, with 95 % certainty");
        for (Registry.Version version : List.of(soup, average, retuned)) {
            tellOf(version, abilities.judge(version, new Abilities.NewReport(suite, RULE, TASKS, DOCUMENTS)));
        }
        out.println();
        return suite;
    }

    private void tellOf(Registry.Version version, Abilities.Judgement judgement) {
        narrator.say("%s: %s".formatted(version.reference(), judgement.verdict()));
        for (Abilities.Comparison comparison :
                Objects.requireNonNull(judgement.report().comparisons())) {
            if (comparison.candidate().equals(judgement.report().candidate()) && comparison.verdict() != null) {
                out.println("  against %s".formatted(comparison.reference()));
                comparison.tasks().forEach(this::show);
            }
        }
    }

    private void show(Abilities.Difference difference) {
        Double margin = difference.margin();
        Abilities.Flips flips = difference.flips();
        if (margin == null || flips == null) {
            return;
        }
        out.println("    %-10s %5.1f -> %5.1f   lost %3d, gained %3d of %d   %+.1f (%+.1f to %+.1f), allowed %.1f   %s"
                .formatted(
                        difference.task(),
                        PERCENT * difference.before(),
                        PERCENT * difference.after(),
                        flips.lost(),
                        flips.gained(),
                        difference.documents(),
                        PERCENT * difference.change(),
                        PERCENT * difference.lower(),
                        PERCENT * difference.upper(),
                        -PERCENT * margin,
                        word(difference.verdict())));
    }

    private static String word(@Nullable JsonNode verdict) {
        return verdict == null ? "" : verdict.path("verdict").asString();
    }
}
