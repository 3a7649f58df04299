package io.graft.core.score;

import io.graft.core.GraftException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A results file, ours or lm-evaluation-harness's, read back.
 *
 * @param model what the file calls the model
 * @param scores in the file's order, groups' too
 * @param hashes by task: equal hashes, equal documents and prompts
 * @param tree all of the file
 */
public record RecordedResults(String model, List<Score> scores, Map<String, String> hashes, JsonNode tree) {
    private static final long LARGEST = 256L << 20;

    public RecordedResults {
        scores = List.copyOf(scores);
        hashes = Map.copyOf(hashes);
    }

    /**
     * Reads a {@code results_….json}.
     *
     * @throws GraftException with {@link ScoreError#RESULTS_MALFORMED} or {@link ScoreError#RESULTS_UNREADABLE}
     */
    public static RecordedResults read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw malformed(file.toString(), "it has more than %d bytes".formatted(LARGEST));
            }
            return parse(Files.readAllBytes(file), file.toString());
        } catch (IOException failed) {
            throw ScoreError.RESULTS_UNREADABLE.at(
                    file.toString(), "The file cannot be read: %s.".formatted(failed), "Check its path.");
        }
    }

    /**
     * Reads a file's bytes.
     *
     * @param where what errors call it
     * @throws GraftException with {@link ScoreError#RESULTS_MALFORMED}
     */
    public static RecordedResults parse(byte[] json, String where) {
        JsonNode tree = tree(json, where);
        if (!tree.path("results").isObject()) {
            throw malformed(where, "it has no `results`");
        }
        Map<String, String> hashes = new TreeMap<>();
        tree.path("task_hashes")
                .properties()
                .forEach(entry -> hashes.put(entry.getKey(), entry.getValue().asString("")));
        List<Score> scores = new ArrayList<>();
        tree.path("results").properties().forEach(task -> scores(task.getKey(), task.getValue(), tree, scores));
        return new RecordedResults(tree.path("model_name").asString(""), scores, hashes, tree);
    }

    private static JsonNode tree(byte[] json, String where) {
        try {
            return ResultJson.MAPPER.readTree(json);
        } catch (JacksonException malformed) {
            throw malformed(where, malformed.getOriginalMessage());
        }
    }

    private static GraftException malformed(String where, String why) {
        return ScoreError.RESULTS_MALFORMED.at(
                where,
                "This is no results file: %s.".formatted(why),
                "Give a results_….json of graft eval or of lm_eval.");
    }

    private static void scores(String task, JsonNode metrics, JsonNode tree, List<Score> scores) {
        metrics.properties().forEach(entry -> {
            int comma = entry.getKey().indexOf(',');
            if (comma > 0
                    && entry.getValue().isNumber()
                    && !entry.getKey().substring(0, comma).endsWith("_stderr")) {
                scores.add(score(
                        task, entry.getKey().substring(0, comma), entry.getKey().substring(comma + 1), metrics, tree));
            }
        });
    }

    private static Score score(String task, String metric, String filter, JsonNode metrics, JsonNode tree) {
        JsonNode error = metrics.path(metric + "_stderr," + filter);
        return new Score(
                task,
                metric,
                filter,
                metrics.path(metric + "," + filter).asDouble(),
                error.isNumber() ? OptionalDouble.of(error.asDouble()) : OptionalDouble.empty(),
                tree.path("higher_is_better").path(task).path(metric).asBoolean(true),
                metrics.path("sample_count")
                        .path(metric + "," + filter)
                        .asInt(metrics.path("sample_len")
                                .asInt(tree.path("n-samples")
                                        .path(task)
                                        .path("effective")
                                        .asInt(0))));
    }

    /** The score of a task's metric under a filter, mostly {@code none}. */
    public Optional<Score> score(String task, String metric, String filter) {
        return scores.stream()
                .filter(score -> score.task().equals(task) && score.key().equals(metric + "," + filter))
                .findFirst();
    }
}
