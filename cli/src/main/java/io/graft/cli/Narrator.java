package io.graft.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Does things with the samples in the registry, over REST, and says what came of them. */
final class Narrator {
    private static final String NAMESPACE = "samples";

    private final PrintWriter out;
    private final Terminal terminal;
    private final Registry registry;
    private final Map<String, Path> folders = new HashMap<>();

    Narrator(Terminal terminal, Registry registry) {
        this.out = terminal.out();
        this.terminal = terminal;
        this.registry = registry;
    }

    /** The folder of each version that was registered, by reference. */
    Map<String, Path> folders() {
        return Map.copyOf(folders);
    }

    static ModelName named(String name) {
        return new ModelName(NAMESPACE, name);
    }

    /** @param base what an adapter was trained on; null for a base */
    Registry.Version register(String name, Path folder, Registry.@Nullable Version base)
            throws IOException, InterruptedException {
        Registration.Terms terms = base == null
                ? new Registration.Terms("base", null, null)
                : new Registration.Terms("adapter", base.reference(), facts(folder));
        Registry.Version version = new Registration(registry, ProgressBar.none()).register(folder, named(name), terms);
        folders.put(version.reference(), folder);
        show(version);
        return version;
    }

    Registry.Version merge(String recipe, String output) throws InterruptedException {
        try (ProgressBar bar = new ProgressBar(terminal)) {
            Registry.Version merged = new RemoteMerge(registry, bar).run(Registry.NewMerge.of(recipe, named(output)));
            show(merged);
            return merged;
        }
    }

    void say(String sentence) {
        out.println();
        out.println(sentence);
    }

    private static JsonNode facts(Path adapter) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(adapter.resolve("training.json")));
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
