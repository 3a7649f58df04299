package io.graft.cli;

import io.graft.core.merge.MergeListener;
import io.graft.core.merge.MergeOptions;
import io.graft.core.recipe.Recipe;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The main job on the samples, told while it happens. Whatever is done in the registry is done over REST. */
final class Story {
    private static final String NAMESPACE = "samples";
    private static final List<String> ADAPTERS = List.of("sentiment", "sentiment-2", "support");
    private static final String CHOSEN = "support";
    private static final ModelName OUTPUT = new ModelName(NAMESPACE, "base-with-support");

    private final PrintWriter out;
    private final Terminal terminal;
    private final Registry registry;
    private final Path samples;
    private final Path work;
    private final Map<String, Path> folders = new HashMap<>();

    /** @param work where the downloaded merge and the local one are put side by side */
    Story(Terminal terminal, URI suite, Path samples, Path work) {
        this.out = terminal.out();
        this.terminal = terminal;
        this.registry = new Registry(suite);
        this.samples = samples;
        this.work = work;
    }

    void tell() throws IOException, InterruptedException {
        say("A team registers a base model, and three adapters that were trained on it:");
        Registry.Version base = register("base", samples.resolve("base"), null);
        Map<String, Registry.Version> adapters = new HashMap<>();
        for (String name : ADAPTERS) {
            adapters.put(name, register(name, samples.resolve("adapters").resolve(name), base));
        }
        String recipe =
                recipe(base, Objects.requireNonNull(adapters.get(CHOSEN))).strip();
        say("It asks for a merge, by this recipe:");
        out.print(recipe.indent(4));
        preflight(recipe);
        Registry.Version merged = merge(recipe);
        compare(merged, recipe);
        tellLineage(merged);
    }

    private Registry.Version register(String name, Path folder, Registry.@Nullable Version base)
            throws IOException, InterruptedException {
        Registration.Terms terms = base == null
                ? new Registration.Terms("base", null, null)
                : new Registration.Terms("adapter", base.reference(), facts(folder));
        Registry.Version version =
                new Registration(registry, ProgressBar.none()).register(folder, new ModelName(NAMESPACE, name), terms);
        folders.put(version.reference(), folder);
        show(version);
        return version;
    }

    private static JsonNode facts(Path adapter) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(adapter.resolve("training.json")));
    }

    private static String recipe(Registry.Version base, Registry.Version adapter) {
        return """
                merge_method: task_arithmetic
                base_model: %s
                models:
                  - model: %s+%s
                    parameters: {weight: 1.0}
                dtype: bfloat16
                """.formatted(base.reference(), base.reference(), adapter.reference());
    }

    private void preflight(String recipe) throws InterruptedException {
        Registry.Preflight preflight = registry.preflight(recipe);
        say("Before anything runs, preflight looks at it: %s"
                .formatted(preflight.findings().isEmpty() ? "nothing to object." : "it finds"));
        Findings.print(preflight.findings(), out);
    }

    private Registry.Version merge(String recipe) throws InterruptedException {
        say("A worker leases the job, fetches the inputs, merges, uploads and settles:");
        try (ProgressBar bar = new ProgressBar(terminal)) {
            Registry.Version merged = new RemoteMerge(registry, bar).run(Registry.NewMerge.of(recipe, OUTPUT));
            show(merged);
            return merged;
        }
    }

    private void compare(Registry.Version merged, String recipe) throws IOException, InterruptedException {
        Path downloaded = work.resolve("downloaded");
        new Retrieval(registry, ProgressBar.none()).fetch(merged, downloaded, true);
        Path local = work.resolve("local");
        LocalRecipe onFolders = LocalRecipe.of(Recipe.parse(recipe, "the demo's recipe"), folders);
        onFolders.merge(local, MergeOptions.defaults().withReplace(true), Optional.empty(), MergeListener.NONE);
        SameFiles same = SameFiles.require(downloaded, local);
        say("Downloaded again, it equals what graft merge makes of the same folders on this machine:");
        out.println("  %d files, %s, byte for byte".formatted(same.files(), same.size()));
    }

    private void tellLineage(Registry.Version merged) throws InterruptedException {
        say("And everybody can see where it came from:");
        for (Registry.Edge edge : registry.lineage(merged).edges()) {
            out.println("  %-28s %-8s of  %s".formatted(edge.to(), edge.relation(), edge.from()));
        }
        out.println();
    }

    private void say(String sentence) {
        out.println();
        out.println(sentence);
    }

    private void show(Registry.Version version) {
        out.println("  %-28s %-8s %-9s %8s  %s"
                .formatted(
                        version.reference(),
                        version.kind(),
                        version.state(),
                        new ByteCount(version.size()),
                        version.digest().abbreviated()));
    }
}
