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
     * Reads a {@code samples_….jsonl}. Of lm-evaluation-harness's, probabilities are left out: it rounds them.
     *
     * @throws io.graft.core.GraftException with {@link ScoreError#RESULTS_MALFORMED} or {@link ScoreError#RESULTS_UNREADABLE}
     */
    public static List<DocumentScore> read(Path file, String task) {
        try (Stream<String> lines = Files.lines(file)) {
            return parse(lines, file.toString(), task);
        } catch (IOException | UncheckedIOException failed) {
            throw ScoreError.RESULTS_UNREADABLE.at(
                    file.toString(), "The file cannot be read: %s.".formatted(failed), "Check its path.");
        }
    }

    /**
     * Reads lines that are at hand.
     *
     * @param where what errors call them
     * @throws io.graft.core.GraftException with {@link ScoreError#RESULTS_MALFORMED}
     */
    public static List<DocumentScore> parse(Stream<String> lines, String where, String task) {
        List<DocumentScore> scores = new ArrayList<>();
        lines.forEachOrdered(line -> scores.add(score(line, task, where, scores.size() + 1)));
        return scores;
    }

    private static DocumentScore score(String line, String task, String where, int number) {
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
                    "%s:%d".formatted(where, number),
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
        if (value.size() == 2 && value.path(0).isInt() && value.path(1).isArray()) {
            return Optional.of(new Value.Forecast(
                    value.path(0).asInt(),
                    value.path(1).valueStream().map(JsonNode::asDouble).toList()));
        }
        return value.size() == 2 && !value.path(0).isNumber() && value.path(1).isString()
                ? Optional.of(
                        new Value.Written(texts(value.path(0)), value.path(1).asString("")))
                : Optional.empty();
    }

    private static List<String> texts(JsonNode texts) {
        return texts.isArray()
                ? texts.valueStream().map(text -> text.asString("")).toList()
                : List.of(texts.asString(""));
    }
}
