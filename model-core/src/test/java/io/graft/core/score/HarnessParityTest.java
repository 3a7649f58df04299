package io.graft.core.score;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.graft.core.GraftException;
import io.graft.core.suite.MetricSpec;
import io.graft.core.suite.OutputType;
import io.graft.core.suite.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;

/** Six tasks over all output types, run by lm-evaluation-harness on answers that come from a hash. */
class HarnessParityTest {
    static final List<String> TASKS = Recorded.TASKS;
    private static final Set<String> WITH_POWERS = Set.of(
            "perplexity", "perplexity_stderr", "word_perplexity", "byte_perplexity", "bits_per_byte", "brier_score");
    private static final JsonNode EXPECTED = Recorded.json("lm-eval/results.json");
    private static final Run RUN = new Run(
            "some/model",
            "graft",
            ZonedDateTime.of(2026, 11, 26, 1, 17, 47, 123_456_000, ZoneOffset.UTC),
            Duration.ofSeconds(9),
            Map.of("model", "graft"),
            Map.of());

    @TempDir
    private Path folder;

    @ParameterizedTest
    @FieldSource("TASKS")
    void scoresAndStandardErrorsAreTheHarness(String task) {
        JsonNode written = new Results(RUN, List.of(Recorded.scores(task)), List.of())
                                .tree()
                                .get("results")
                        instanceof Map<?, ?> results
                ? ResultJson.MAPPER.valueToTree(results.get(task))
                : ResultJson.MAPPER.nullNode();
        assertSame(written, EXPECTED.path("results").path(task));
    }

    @Test
    void groupsPoolTheirTasks() {
        List<TaskScores> tasks = List.of(Recorded.scores("choices"), Recorded.scores("several"));
        Results results = new Results(RUN, tasks, GroupScores.of(List.of(Recorded.group()), tasks));
        JsonNode tree = ResultJson.MAPPER.readTree(ResultJson.line(results.tree()));
        assertSame(
                tree.path("groups").path("all_choices"), EXPECTED.path("groups").path("all_choices"));
        assertThat(tree.path("higher_is_better").path("all_choices"))
                .isEqualTo(EXPECTED.path("higher_is_better").path("all_choices"));
        assertThat(tree.path("n-shot").path("all_choices").asInt()).isZero();
    }

    private static String metric(String key) {
        return key.substring(0, Math.max(0, key.indexOf(',')));
    }

    private static void assertSame(JsonNode written, JsonNode expected) {
        assertThat(List.copyOf(written.propertyNames())).isEqualTo(List.copyOf(expected.propertyNames()));
        expected.properties().forEach(entry -> {
            JsonNode found = written.path(entry.getKey());
            if (WITH_POWERS.contains(metric(entry.getKey()))) {
                assertThat(found.asDouble() / entry.getValue().asDouble())
                        .as(entry.getKey())
                        .isBetween(1 - 1e-14, 1 + 1e-14);
            } else {
                assertThat(found).as(entry.getKey()).isEqualTo(entry.getValue());
            }
        });
    }

    @ParameterizedTest
    @FieldSource("TASKS")
    void samplesAreTheHarness(String task) {
        List<JsonNode> written = Sample.of(Recorded.scores(task)).stream()
                .map(sample -> ResultJson.MAPPER.readTree(ResultJson.line(sample.tree())))
                .toList();
        List<JsonNode> expected = Recorded.samples(task);
        assertThat(written).hasSameSizeAs(expected);
        for (int i = 0; i < written.size(); i++) {
            assertSameSample(written.get(i), expected.get(i));
        }
    }

    private static void assertSameSample(JsonNode written, JsonNode expected) {
        assertThat(List.copyOf(written.propertyNames())).isEqualTo(List.copyOf(expected.propertyNames()));
        expected.properties().forEach(entry -> {
            JsonNode found = written.path(entry.getKey());
            if (entry.getValue().isNumber()) {
                assertThat(found.asDouble())
                        .as(entry.getKey())
                        .isEqualTo(entry.getValue().asDouble());
            } else if (!entry.getKey().equals("brier_score")) {
                assertThat(found).as(entry.getKey()).isEqualTo(entry.getValue());
            }
        });
    }

    @Test
    void filesCanBeReadBackAndHaveTheHarnessHashes() {
        List<TaskScores> tasks = Recorded.TASKS.stream().map(Recorded::scores).toList();
        Path file = ResultFiles.write(folder, RUN, tasks, List.of(Recorded.group()));
        RecordedResults read = RecordedResults.read(file);
        assertThat(folder.relativize(file)).hasToString("some__model/results_2026-11-26T01-17-56.123456.json");
        assertThat(read.model()).isEqualTo("some/model");
        assertThat(read.hashes()).isEqualTo(Recorded.map(EXPECTED.path("task_hashes")));
        List<Score> all = new ArrayList<>();
        tasks.forEach(task -> all.addAll(task.scores()));
        GroupScores.of(List.of(Recorded.group()), tasks).forEach(group -> all.addAll(group.scores()));
        assertThat(read.scores()).containsExactlyElementsOf(all);
        assertThat(folder.resolve("some__model").toFile().list()).hasSize(7);
    }

    @Test
    void samplesCanBeReadBack() {
        List<TaskScores> tasks = List.of(Recorded.scores("sums"), Recorded.scores("pages"), Recorded.scores("choices"));
        ResultFiles.write(folder, RUN, tasks, List.of());
        Path written = folder.resolve("some__model");
        tasks.forEach(task -> {
            String name = task.task().name();
            Path file = written.resolve("samples_%s_%s.jsonl".formatted(name, RUN.date()));
            assertThat(RecordedSamples.read(file, name))
                    .extracting(DocumentScore::document, DocumentScore::filter, DocumentScore::values)
                    .containsExactlyElementsOf(task.documents().stream()
                            .map(one -> tuple(one.document(), one.filter(), one.values()))
                            .toList());
        });
    }

    @Test
    void theHarnessOwnFilesCanBeRead() {
        RecordedResults read = RecordedResults.parse(Recorded.bytes("lm-eval/results.json"), "results.json");
        assertThat(read.score("several", "acc", "none"))
                .contains(new Score(
                        "several",
                        "acc",
                        "none",
                        0.4782608695652174,
                        OptionalDouble.of(0.10649955403405122),
                        true,
                        23));
        assertThat(read.score("pages", "bits_per_byte", "none"))
                .get()
                .extracting(Score::standardError)
                .isEqualTo(OptionalDouble.empty());
        List<DocumentScore> samples = RecordedSamples.parse(
                new String(Recorded.bytes("lm-eval/samples_sums.jsonl"), UTF_8).lines(), "sums", "sums");
        assertThat(samples)
                .extracting(DocumentScore::document, DocumentScore::filter, DocumentScore::values)
                .containsExactlyElementsOf(Recorded.scores("sums").documents().stream()
                        .map(one -> tuple(one.document(), one.filter(), one.values()))
                        .toList());
    }

    @Test
    void whatIsNoResultsFileIsRefused() {
        assertThatThrownBy(() -> RecordedResults.parse("[]".getBytes(UTF_8), "here"))
                .hasMessageContaining("no `results`");
        assertThatThrownBy(() -> RecordedSamples.parse(Stream.of("{}", "{"), "here", "task"))
                .isInstanceOfSatisfying(GraftException.class, refused -> assertThat(refused.where())
                        .isEqualTo("here:2"));
    }

    @Test
    void exactMatchLooksAwayAsTheHarnessDoes() {
        Recorded.cases("matches.json").forEach(one -> {
            Metric metric = Metric.of(
                    new MetricSpec(
                            "exact_match", Optional.empty(), Optional.empty(), Recorded.map(one.path("options"))),
                    OutputType.GENERATE_UNTIL);
            Value value = metric.measure()
                    .of(
                            Items.text(one.path("gold").asString()),
                            List.of(new Filtered(
                                    List.of(new Reply.Text(one.path("guess").asString())), true)));
            assertThat(value)
                    .as(one.toString())
                    .isEqualTo(new Value.Scalar(one.path("value").asDouble()));
        });
    }
}
