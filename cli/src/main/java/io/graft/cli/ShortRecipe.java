package io.graft.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** The short form of a recipe: a base, and adapters to merge into it. */
final class ShortRecipe {
    @Option(names = "--base", paramLabel = "DIR", description = "Instead of a recipe: the model to merge into.")
    private @Nullable Path base;

    @Option(
            names = "--adapter",
            paramLabel = "DIR[:WEIGHT]",
            converter = WeightedFolder.Converter.class,
            description = "An adapter for it, with weight 1 unless given. May be repeated.")
    private List<WeightedFolder> adapters = new ArrayList<>();

    boolean isGiven() {
        return base != null && !adapters.isEmpty();
    }

    boolean isHalfGiven() {
        return (base != null) != !adapters.isEmpty();
    }

    /** As a recipe file would say it: the base plus the weighted sum of what the adapters add to it. */
    LocalRecipe recipe() {
        List<Map<String, Object>> models = adapters.stream().map(this::model).toList();
        Map<String, Object> recipe =
                Map.of("merge_method", "task_arithmetic", "base_model", bare(base), "models", models);
        return LocalRecipe.parse(JsonMapper.shared().writeValueAsString(recipe), "--base and --adapter");
    }

    private Map<String, Object> model(WeightedFolder adapter) {
        return Map.of(
                "model", Map.of("model", path(base), "lora", path(adapter.folder())),
                "parameters", Map.of("weight", adapter.weight()));
    }

    private static Map<String, Object> bare(@Nullable Path folder) {
        return Map.of("model", path(folder));
    }

    /** Absolute, so that no folder's name looks like a registered version's. */
    private static Map<String, Object> path(@Nullable Path folder) {
        return Map.of("path", Objects.requireNonNull(folder).toAbsolutePath().toString());
    }
}
