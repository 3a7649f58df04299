package io.graft.eval.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What lm-evaluation-harness found with our tasks; {@code src/test/python/results.py} wrote it down. */
record RecordedResults(JsonNode results, Path folder) {
    static final Path SUITE = Path.of("src/test/resources/lm-eval/suite");

    /** Of {@code base}, or {@code sentiment}: the base with that adapter. */
    static RecordedResults of(String model) {
        Path folder = Path.of("src/test/resources/lm-eval/results", model);
        return new RecordedResults(read(folder.resolve("results.json")), folder);
    }

    /** {@code acc,none}, {@code acc_stderr,none} and so on of a task. */
    JsonNode scores(String task) {
        return results.path("results").path(task);
    }

    /** By document and filter, in the file's order. */
    List<JsonNode> samples(String task) {
        try {
            return Files.readAllLines(folder.resolve("samples_%s.jsonl".formatted(task))).stream()
                    .map(JsonMapper.shared()::readTree)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return JsonMapper.shared().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
