package io.graft.core.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.template.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The tasks of suite/parity ask what lm-evaluation-harness 0.4.13 was recorded to ask. */
class HarnessParityTest {
    private static final Path FOLDER = Path.of("src/test/resources/suite/parity");
    private static final Suite SUITE = Suite.read(FOLDER);

    @TestFactory
    Stream<DynamicTest> asksWhatTheHarnessAsks() throws IOException {
        return expected().entrySet().stream()
                .map(task -> DynamicTest.dynamicTest(task.getKey(), () -> assertAsks(task.getKey(), task.getValue())));
    }

    private static void assertAsks(String task, List<Map<String, Object>> expected) {
        List<Item> items = SUITE.named(task).getFirst().items();
        assertThat(items).hasSameSizeAs(expected);
        for (int i = 0; i < items.size(); i++) {
            assertAsks(items.get(i), expected.get(i));
        }
    }

    private static void assertAsks(Item item, Map<String, Object> expected) {
        assertThat((long) item.index()).isEqualTo(expected.get("doc_id"));
        assertThat(item.requests().stream().map(HarnessParityTest::arguments).toList())
                .isEqualTo(withoutOptions(expected));
        assertThat(item.choices()).isEqualTo(expected.get("choices"));
        assertThat(item.writtenTarget()).isEqualTo(expected.get("target"));
        assertThat(item.hashes().document()).isEqualTo(expected.get("doc_hash"));
        assertThat(item.hashes().prompt()).isEqualTo(expected.get("prompt_hash"));
        assertThat(item.hashes().target()).isEqualTo(expected.get("target_hash"));
    }

    private static List<Object> arguments(Request request) {
        return switch (request) {
            case Request.Likelihood(String context, String continuation) -> List.of(context, continuation);
            case Request.RollingLikelihood(String text) -> List.of(text);
            case Request.Generation generation -> List.of(generation.context());
        };
    }

    private static List<List<?>> withoutOptions(Map<String, Object> expected) {
        List<List<?>> all = new ArrayList<>();
        for (Object each : (List<?>) Objects.requireNonNull(expected.get("arguments"))) {
            List<?> arguments = (List<?>) each;
            all.add(arguments.getLast() instanceof Map ? arguments.subList(0, 1) : arguments);
        }
        return all;
    }

    private static Map<String, List<Map<String, Object>>> expected() throws IOException {
        return JsonRows.read("expected.jsonl", Files.readAllBytes(FOLDER.resolve("expected.jsonl")), "").stream()
                .map(Row::columns)
                .collect(Collectors.groupingBy(row -> Python.str(Objects.requireNonNull(row.get("task")))));
    }

    @Test
    void generationEndsWhereTheTaskSays() {
        assertThat(SUITE.named("sums").getFirst().items().getFirst().requests())
                .singleElement()
                .isInstanceOfSatisfying(Request.Generation.class, generation -> {
                    assertThat(generation.until()).containsExactly("Q:", "</s>");
                    assertThat(generation.maxTokens()).isEqualTo(24);
                    assertThat(generation.sampling()).isEqualTo(new Sampling.Greedy());
                });
    }

    @Test
    void rightAnswersAreChoicesOrTexts() {
        assertThat(targets("either")).allSatisfy(target -> assertThat(target)
                .isIn(new Target.Choices(List.of(0, 2)), new Target.Choices(List.of(1))));
        assertThat(targets("exam")).allSatisfy(target -> assertThat(target).isEqualTo(new Target.Choices(List.of(0))));
        assertThat(targets("trivia").get(1))
                .isEqualTo(new Target.Texts(List.of("Shakespeare", "William Shakespeare", "it's him"), true));
        assertThat(targets("blanks")).allSatisfy(target -> assertThat(target)
                .isIn(new Target.Choices(List.of(0)), new Target.Choices(List.of(1))));
        assertThat(targets("last_word").getFirst()).isInstanceOf(Target.Texts.class);
    }

    private static List<Target> targets(String task) {
        return SUITE.named(task).getFirst().items().stream().map(Item::target).toList();
    }

    @Test
    void aSubsetAsksTheSameOfEachDocumentAsTheWhole() {
        for (SuiteTask task : SUITE.tasks()) {
            List<Item> all = task.items();
            assertThat(task.items(new Subset.First(3))).isEqualTo(all.subList(0, 3));
            assertThat(all).containsSubsequence(task.items(new Subset.Drawn(3, 42)));
            assertThat(task.items(new Subset.Drawn(3, 42))).hasSize(3).isEqualTo(task.items(new Subset.Drawn(3, 42)));
            assertThat(task.items(new Subset.Drawn(4, 42))).containsAll(task.items(new Subset.Drawn(3, 42)));
        }
    }

    @Test
    void aNameMeansATaskAGroupATagOrAPattern() {
        assertThat(names("colours")).containsExactly("colours");
        assertThat(names("choosing")).containsExactly("colours", "colours_fewshot", "endings");
        assertThat(names("last_*")).containsExactly("last_word", "last_word_fewshot");
        assertThat(names("everything_chosen"))
                .containsExactly("blanks", "colours", "colours_fewshot", "endings", "exam");
        assertThat(names("gone")).isEmpty();
    }

    private static List<String> names(String name) {
        return SUITE.named(name).stream().map(task -> task.spec().name()).toList();
    }

    @Test
    void whatIsMeasuredStandsInTheSpec() {
        TaskSpec sums = SUITE.named("sums").getFirst().spec();
        assertThat(sums.metrics()).singleElement().satisfies(metric -> {
            assertThat(metric.metric()).isEqualTo("exact_match");
            assertThat(metric.options()).containsEntry("ignore_case", true).containsKey("regexes_to_ignore");
        });
        assertThat(sums.filters()).extracting(FilterSpec::name).containsExactly("strict-match", "flexible-extract");
        assertThat(sums.version()).isEqualTo(3.0);
        assertThat(SUITE.named("pages").getFirst().spec().metrics())
                .extracting(MetricSpec::metric)
                .containsExactly("word_perplexity", "byte_perplexity", "bits_per_byte");
    }

    @Test
    void theSameFilesHaveTheSameDigests() {
        Suite again = Suite.read(FOLDER);
        assertThat(again.digest()).isEqualTo(SUITE.digest());
        assertThat(again.tasks())
                .extracting(SuiteTask::digest)
                .isEqualTo(SUITE.tasks().stream().map(SuiteTask::digest).toList());
        assertThat(SUITE.tasks()).extracting(SuiteTask::digest).doesNotHaveDuplicates();
    }
}
