package io.graft.core.suite;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JacksonException;

/**
 * What lm-evaluation-harness's results say of a task whose samples are frozen.
 *
 * @param task its name
 * @param keys as in a task file; none if there are no results
 */
record FrozenConfig(String task, Map<String, Object> keys) {
    static FrozenConfig find(String samples, String task, SuiteFiles files) {
        String folder = samples.substring(0, samples.lastIndexOf('/') + 1);
        return files.paths().stream()
                .filter(path -> path.startsWith(folder + "results") && path.endsWith(".json"))
                .map(path -> new FrozenConfig(task, keys(path, task, files)))
                .filter(config -> !config.keys().isEmpty())
                .findFirst()
                .orElse(new FrozenConfig(task, Map.of()));
    }

    private static Map<String, Object> keys(String path, String task, SuiteFiles files) {
        try {
            Object results = JsonValues.parse(new String(files.bytes(path), StandardCharsets.UTF_8));
            return results instanceof Map<?, ?> map && map.get("configs") instanceof Map<?, ?> configs
                    ? named(configs.get(task))
                    : Map.of();
        } catch (JacksonException | IllegalArgumentException e) {
            throw SuiteError.SUITE_DATA_MALFORMED.at(
                    path, "%s is no JSON: %s".formatted(path, JsonValues.problem(e)), "Export the results again.");
        }
    }

    private static Map<String, Object> named(@org.jspecify.annotations.Nullable Object value) {
        Map<String, Object> named = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, entry) -> named.put(String.valueOf(key), Objects.requireNonNull(entry)));
        }
        return named;
    }

    String text(String key, String byDefault) {
        return keys.get(key) instanceof String text ? text : byDefault;
    }

    int whole(String key, int byDefault) {
        return keys.get(key) instanceof Long number ? Math.clamp(number, 0, 1_000_000) : byDefault;
    }

    /** Entries of a list of mappings. */
    List<Map<String, Object>> entries(String key) {
        return keys.get(key) instanceof List<?> list
                ? list.stream().map(FrozenConfig::named).toList()
                : List.of();
    }

    Object version() {
        return named(keys.get("metadata")).getOrDefault("version", 0L);
    }
}
