package io.graft.core.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graft.core.GraftException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Solved examples as many as were asked for, whatever the task says. */
class AskedShotsTest {
    private static final String TASK = """
            task: sums
            dataset_path: json
            dataset_kwargs: {data_files: {train: train.jsonl, test: test.jsonl}}
            training_split: train
            test_split: test
            doc_to_text: "{{sum}} ="
            doc_to_target: "{{is}}"
            """;

    private static Suite suite(String more, OptionalInt shots) {
        return Suite.parse(
                Map.of(
                        "sums.yaml",
                        (TASK + more).getBytes(StandardCharsets.UTF_8),
                        "train.jsonl",
                        """
                        {"sum": "1 + 1", "is": 2}
                        {"sum": "2 + 2", "is": 4}
                        {"sum": "3 + 3", "is": 6}
                        """.getBytes(StandardCharsets.UTF_8),
                        "test.jsonl",
                        "{\"sum\": \"4 + 4\", \"is\": 8}\n".getBytes(StandardCharsets.UTF_8)),
                shots);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "num_fewshot: 1\n"})
    void theyAreAsIfTheTaskSaidSo(String more) {
        SuiteTask asked = suite(more, OptionalInt.of(2)).tasks().getFirst();
        SuiteTask written =
                suite("num_fewshot: 2\n", OptionalInt.empty()).tasks().getFirst();

        assertThat(asked.items()).isEqualTo(written.items());
        assertThat(asked.digest()).isEqualTo(written.digest());
        assertThat(asked.spec().shots()).isEqualTo(2);
        assertThat(asked.spec().settings()).containsEntry("num_fewshot", 2L);
    }

    @Test
    void aTaskThatSaysNoneKeepsThat() {
        SuiteTask task = suite("num_fewshot: 0\n", OptionalInt.of(2)).tasks().getFirst();

        assertThat(task.spec().shots()).isZero();
        assertThat(task.items().getFirst().requests())
                .extracting(request -> ((Request.Generation) request).context())
                .isEqualTo(List.of("4 + 4 ="));
    }

    @Test
    void moreThanThereAreAreRefused() {
        assertThatThrownBy(() -> suite("", OptionalInt.of(4)))
                .isInstanceOfSatisfying(
                        GraftException.class, e -> assertThat(e.where()).isEqualTo("sums.yaml:1"));
    }
}
