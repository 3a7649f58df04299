package io.graft.core.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graft.core.GraftException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What lm_eval logged is asked again as it was, and as the task itself asks it. */
class FrozenTaskTest {
    private static final Path FOLDER = Path.of("src/test/resources/suite");
    private static final Suite RENDERED = Suite.read(FOLDER.resolve("parity"));
    private static final Suite FROZEN = Suite.read(FOLDER.resolve("frozen"));

    @TestFactory
    Stream<DynamicTest> asksWhatTheTaskAsks() {
        return FROZEN.tasks().stream()
                .map(task -> DynamicTest.dynamicTest(task.spec().name(), () -> assertAsksTheSame(task)));
    }

    private static void assertAsksTheSame(SuiteTask frozen) {
        SuiteTask rendered = RENDERED.named(frozen.spec().name()).getFirst();
        List<Item> expected = rendered.items(new Subset.First(3));
        assertThat(frozen.items()).isEqualTo(expected);
        assertThat(frozen.spec().metrics())
                .extracting(MetricSpec::metric)
                .isEqualTo(rendered.spec().metrics().stream()
                        .map(MetricSpec::metric)
                        .toList());
        assertThat(frozen.spec().filters()).isEqualTo(rendered.spec().filters());
        assertThat(frozen.spec().outputType()).isEqualTo(rendered.spec().outputType());
        assertThat(frozen.spec().shots()).isEqualTo(rendered.spec().shots());
        assertThat(frozen.spec().version()).isEqualTo(rendered.spec().version());
    }

    @Test
    void withoutResultsTheKindIsSeenFromTheRequests() {
        Suite suite = Suite.parse(Map.of("samples_x.jsonl", """
                {"doc_id": 0, "doc": {"q": 1}, "target": "1", "arguments": {"gen_args_0": {"arg_0": "Q", "arg_1": " a"}, \
                "gen_args_1": {"arg_0": "Q", "arg_1": " b"}}}
                """.getBytes(StandardCharsets.UTF_8)));
        SuiteTask task = suite.named("x").getFirst();
        assertThat(task.spec().outputType()).isEqualTo(OutputType.MULTIPLE_CHOICE);
        assertThat(task.items().getFirst().choices()).containsExactly("a", "b");
        assertThat(task.items().getFirst().target()).isEqualTo(new Target.Choices(List.of(1)));
    }

    @Test
    void aSampleWithoutItsRequestsIsRefused() {
        Map<String, byte[]> files = Map.of("samples_x.jsonl", "{\"doc_id\": 0}\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Suite.parse(files)).isInstanceOfSatisfying(GraftException.class, e -> {
            assertThat(e.code()).isEqualTo(SuiteError.SUITE_COLUMN_MISSING);
            assertThat(e.where()).isEqualTo("samples_x.jsonl:1");
        });
    }
}
