package io.graft.eval.verification;

import io.graft.core.merge.MergeInputs;
import io.graft.core.merge.MergeListener;
import io.graft.core.merge.MergeOptions;
import io.graft.core.merge.MergePlan;
import io.graft.core.merge.MergeRun;
import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.Source;
import io.graft.core.verification.VerificationReport;
import java.nio.file.Path;
import java.util.List;

/** A recipe on the real models of the project, which it names BASE, SENTIMENT, SENTIMENT-2 and SUPPORT. */
record SampleMerge(Recipe recipe) {
    static final Path SAMPLES = Path.of("../samples").toAbsolutePath().normalize();

    static SampleMerge of(String recipe) {
        return new SampleMerge(Recipe.parse(
                recipe.replace("BASE", SAMPLES.resolve("base").toString())
                        .replace("SENTIMENT", adapter("sentiment"))
                        .replace("SUPPORT", adapter("support")),
                "a test"));
    }

    /** The base with one adapter. */
    static SampleMerge of(Path base, Path adapter, double weight) {
        return of("""
                merge_method: task_arithmetic
                base_model: %1$s
                models:
                  - {model: %1$s+%2$s, parameters: {weight: %3$s}}
                """.formatted(base, adapter, weight));
    }

    private static String adapter(String name) {
        return SAMPLES.resolve("adapters").resolve(name).toString();
    }

    DynamicTwin twin() {
        try (MergeInputs inputs = inputs()) {
            return TwinFinder.find(recipe, MergePlan.of(recipe, inputs));
        }
    }

    Path into(Path folder) throws InterruptedException {
        try (MergeInputs inputs = inputs()) {
            MergeRun.run(MergePlan.of(recipe, inputs), folder, MergeOptions.defaults(), MergeListener.NONE);
        }
        return folder;
    }

    VerificationReport verify(Path merged, VerificationOptions options, Text... texts) throws InterruptedException {
        return MergeVerification.verify(
                recipe, SampleMerge::folder, merged, List.of(texts), options, VerificationListener.NONE);
    }

    private MergeInputs inputs() {
        return MergeInputs.open(recipe, SampleMerge::folder);
    }

    private static Path folder(Source source) {
        return Path.of(source.toString());
    }
}
