package io.graft.cli;

import io.graft.core.adapter.AdapterConfig;
import io.graft.core.checkpoint.ConfigFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What a model says of where it came from: an adapter's config, and the YAML at the head of the README. What cannot be read says
 * nothing.
 *
 * @param kind of the model
 * @param bases what it was made from, as it calls them
 */
record HubCard(Push.Kind kind, Set<String> bases) {
    private static final int LONGEST = 1 << 18;
    private static final String FENCE = "---";
    private static final String MERGE = "merge";

    static HubCard read(Path folder) throws IOException {
        Map<?, ?> head = head(folder.resolve(HubSelection.README));
        Set<String> bases = new LinkedHashSet<>();
        Path config = folder.resolve(AdapterConfig.FILE);
        boolean adapter = Files.exists(config);
        if (adapter) {
            bases.add(ConfigFile.read(config).path("base_model_name_or_path").asString(""));
        }
        bases.addAll(texts(head.get("base_model")).toList());
        bases.removeIf(String::isBlank);
        return new HubCard(adapter ? Push.Kind.ADAPTER : kind(head, bases.size()), bases);
    }

    /** A merge says so, or is tagged so and came from several; that is how the Hub tells, too. */
    private static Push.Kind kind(Map<?, ?> head, int bases) {
        Optional<String> relation = texts(head.get("base_model_relation")).findFirst();
        boolean merged = relation.map(MERGE::equals)
                .orElseGet(() -> bases > 1 && texts(head.get("tags")).anyMatch(MERGE::equals));
        return merged ? Push.Kind.MERGED : Push.Kind.BASE;
    }

    private static Map<?, ?> head(Path readme) throws IOException {
        if (!Files.exists(readme)) {
            return Map.of();
        }
        try (InputStream bytes = Files.newInputStream(readme)) {
            return head(new String(bytes.readNBytes(LONGEST), StandardCharsets.UTF_8));
        }
    }

    private static Map<?, ?> head(String readme) {
        List<String> lines = readme.lines().map(String::stripTrailing).toList();
        int end = lines.isEmpty() || !lines.getFirst().equals(FENCE)
                ? -1
                : lines.subList(1, lines.size()).indexOf(FENCE);
        return end < 0 ? Map.of() : yaml(String.join("\n", lines.subList(1, end + 1)));
    }

    private static Map<?, ?> yaml(String text) {
        try {
            Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            return read instanceof Map<?, ?> fields ? fields : Map.of();
        } catch (YAMLException _) {
            return Map.of();
        }
    }

    private static Stream<String> texts(@Nullable Object value) {
        return switch (value) {
            case null -> Stream.empty();
            case Collection<?> several ->
                several.stream().filter(Objects::nonNull).map(Object::toString);
            default -> Stream.of(value.toString());
        };
    }
}
