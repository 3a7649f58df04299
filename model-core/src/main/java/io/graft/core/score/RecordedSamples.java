package io.graft.core.score;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A samples file, ours or lm-evaluation-harness's, read back: what each document added to each metric. */
public final class RecordedSamples {
    private RecordedSamples() {}

    /**
     * Reads a {@code samples_….jsonl}. Probabilities are left out: lm-evaluation-harness rounds them.
     *
     * @throws io.graft.core.GraftException with {@link ScoreError#RESULTS_MALFORMED} or {@link ScoreError#RESULTS_UNREADABLE}
     */
    public static List<DocumentScore> read(Path file, String task) {
        List<DocumentScore> scores = new ArrayList<>();
        try (Stream<String> lines = Files.lines(file)) {
            lines.forEach(line -> scores.add(score(line, task, file, scores.size() + 1)));
            return scores;
        } catch (IOException | UncheckedIOException failed) {
            throw ScoreError.RESULTS_UNREADABLE.at(
                    file.toString(), "The file cannot be read: %s.".formatted(failed), "Check its path.");
        }
    }

    private static DocumentScore score(String line, String task, Path file, int number) {
        try {
            JsonNode tree = ResultJson.MAPPER.readTree(line);
            Map<String, Value> values = new LinkedHashMap<>();
            tree.path("metrics").forEach(metric -> value(tree.path(metric.asString("")))
                    .ifPresent(value -> values.put(metric.asString(""), value)));
            return new DocumentScore(
                    task,
                    tree.path("doc_id").asInt(number - 1),
                    tree.path("filter").asString("none"),
                    List.of(),
                    values);
        } catch (JacksonException malformed) {
            throw ScoreError.RESULTS_MALFORMED.at(
                    "%s:%d".formatted(file, number),
                    "The line is no JSON object: %s.".formatted(malformed.getOriginalMessage()),
                    "Give a samples_….jsonl of graft eval or of lm_eval.");
        }
    }

    private static Optional<Value> value(JsonNode value) {
        if (value.isNumber()) {
            return Optional.of(new Value.Scalar(value.asDouble()));
        }
        if (value.size() == 2
                && value.path(0).isFloatingPointNumber()
                && value.path(1).isNumber()) {
            return Optional.of(
                    new Value.Weighted(value.path(0).asDouble(), value.path(1).asDouble()));
        }
        if (value.size() == 2 && value.path(0).isInt() && value.path(1).isInt()) {
            return Optional.of(
                    new Value.Labelled(value.path(0).asInt(), value.path(1).asInt()));
        }
        if (value.size() == 2 && value.path(0).isString() && value.path(1).isString()) {
            return Optional.of(new Value.Written(
                    List.of(value.path(0).asString("")), value.path(1).asString("")));
        }
        return Optional.empty();
    }
}
