package io.graft.cli;

import io.graft.core.merge.MergeListener;
import io.graft.core.merge.MergeOptions;
import io.graft.core.recipe.Recipe;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The main job on the samples, told while it happens. Whatever is done in the registry is done over REST. */
final class Story {
    private static final List<String> ADAPTERS = List.of("sentiment", "sentiment-2", "support");
    private static final String CHOSEN = "support";
    private static final String OUTPUT = "base-with-support";

    private final PrintWriter out;
    private final Narrator narrator;
    private final Registry registry;
    private final Path samples;
    private final Path work;
    private final ForgettingStory forgetting;
    private final ReleaseStory releases;

    /** @param work where the downloaded merge and the local one are put side by side */
    Story(Terminal terminal, URI suite, Path samples, Path work) {
        this.out = terminal.out();
        this.registry = new Registry(suite);
        this.narrator = new Narrator(terminal, registry);
        this.samples = samples;
        this.work = work;
        this.forgetting = new ForgettingStory(terminal.out(), narrator, new Abilities(suite), samples);
        this.releases = new ReleaseStory(terminal.out(), narrator, new Releases(suite));
    }

    void tell() throws IOException, InterruptedException {
        narrator.say("A team registers a base model, and three adapters that were trained on it:");
        Registry.Version base = narrator.register("base", samples.resolve("base"), null);
        Map<String, Registry.Version> adapters = new HashMap<>();
        for (String name : ADAPTERS) {
            adapters.put(
                    name, narrator.register(name, samples.resolve("adapters").resolve(name), base));
        }
        String recipe = SampleRecipe.of(base, 1.0, Objects.requireNonNull(adapters.get(CHOSEN)));
        narrator.say("It asks for a merge, by this recipe:");
        out.print(recipe.indent(4));
        preflight(recipe);
        narrator.say("A worker leases the job, fetches the inputs, merges, uploads and settles:");
        Registry.Version merged = narrator.merge(recipe, OUTPUT);
        compare(merged, recipe);
        tellLineage(merged);
        releases.tell(base, adapters, forgetting.tell(base, adapters));
    }

    private void preflight(String recipe) throws InterruptedException {
        Registry.Preflight preflight = registry.preflight(recipe);
        narrator.say("Before anything runs, preflight looks at it: %s"
                .formatted(preflight.findings().isEmpty() ? "nothing to object." : "it finds"));
        Findings.print(preflight.findings(), out);
    }

    private void compare(Registry.Version merged, String recipe) throws IOException, InterruptedException {
        Path downloaded = work.resolve("downloaded");
        new Retrieval(registry, ProgressBar.none()).fetch(merged, downloaded, true);
        Path local = work.resolve("local");
        LocalRecipe onFolders = LocalRecipe.of(Recipe.parse(recipe, "the demo's recipe"), narrator.folders());
        onFolders.merge(local, MergeOptions.defaults().withReplace(true), Optional.empty(), MergeListener.NONE);
        SameFiles same = SameFiles.require(downloaded, local);
        narrator.say("Downloaded again, it equals what graft merge makes of the same folders on this machine:");
        out.println("  %d files, %s, byte for byte".formatted(same.files(), same.size()));
    }

    private void tellLineage(Registry.Version merged) throws InterruptedException {
        narrator.say("And everybody can see where it came from:");
        for (Registry.Edge edge : registry.lineage(merged).edges()) {
            out.println("  %-28s %-8s of  %s".formatted(edge.to(), edge.relation(), edge.from()));
        }
        out.println();
    }
}
