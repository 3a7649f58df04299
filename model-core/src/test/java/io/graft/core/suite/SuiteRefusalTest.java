package io.graft.core.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graft.core.GraftException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A bad suite is refused when it is read, at the file and line at fault. */
class SuiteRefusalTest {
    private static final String TASK = """
            task: good
            output_type: multiple_choice
            dataset_path: json
            dataset_kwargs: {data_files: {test: data.jsonl}}
            test_split: test
            doc_to_text: "Q: {{question}}"
            doc_to_choice: options
            doc_to_target: gold
            """;
    private static final String DATA = """
            {"question": "one", "options": ["a", "b"], "gold": 0}
            {"question": "two", "options": ["a", "b"], "gold": 1}
            """;

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    SuiteRefusalTest() {
        put("task.yaml", TASK);
        put("data.jsonl", DATA);
    }

    @Test
    void aGoodSuiteIsRead() {
        assertThat(Suite.parse(files).tasks()).singleElement().satisfies(task -> assertThat(task.size())
                .isEqualTo(2));
    }

    @Test
    void aMissingColumnIsNamed() {
        replace("task.yaml", "{{question}}", "{{qestion}}");
        assertRefused(SuiteError.SUITE_COLUMN_MISSING, "task.yaml:6", "\"qestion\" is undefined");
    }

    @Test
    void aColumnThatOneDocumentLacksIsFound() {
        replace("data.jsonl", "{\"question\": \"two\", \"options\": [\"a\", \"b\"], ", "{\"question\": \"two\", ");
        assertRefused(SuiteError.SUITE_WRONG_VALUE, "task.yaml:7", "data.jsonl:2");
    }

    @Test
    void aGoldThatIsNoChoiceIsNamedByItsDocument() {
        replace("data.jsonl", "\"gold\": 1", "\"gold\": 2");
        assertRefused(SuiteError.SUITE_GOLD_OUT_OF_RANGE, "data.jsonl:2", "doc_to_target gives 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "\"c\"", "null", "[0, 5]", "[]"})
    void whatIsNoChoiceIsNoGold(String gold) {
        replace("data.jsonl", "\"gold\": 1", "\"gold\": " + gold);
        assertRefused(SuiteError.SUITE_GOLD_OUT_OF_RANGE, "data.jsonl:2", "choice");
    }

    @Test
    void aBrokenTemplateIsRefusedAtItsLine() {
        replace("task.yaml", "\"Q: {{question}}\"", "|\n  Q: {{question}}\n  {% if %}");
        assertRefused(SuiteError.SUITE_TEMPLATE, "task.yaml:8", "doc_to_text");
    }

    @Test
    void aTemplateThatFailsOnADocumentNamesBoth() {
        replace("task.yaml", "{{question}}", "{{question + gold}}");
        assertRefused(SuiteError.SUITE_TEMPLATE, "task.yaml:6", "data.jsonl:1");
    }

    @Test
    void emptyDataIsRefused() {
        put("data.jsonl", "\n\n");
        assertRefused(SuiteError.SUITE_DATA_EMPTY, "task.yaml:5", "data.jsonl holds no document");
    }

    @Test
    void malformedDataIsRefusedAtItsLine() {
        put("data.jsonl", DATA + "{\"question\": \n");
        assertRefused(SuiteError.SUITE_DATA_MALFORMED, "data.jsonl:3", "Line 3");
    }

    @ParameterizedTest
    @CsvSource({
        "doc_to_txt: x, SUITE_UNKNOWN_KEY, Did you mean doc_to_text?",
        "process_docs: !function utils.f, SUITE_UNSUPPORTED, lm_eval --log_samples",
        "doc_to_decontamination_query: !function utils.f, SUITE_UNSUPPORTED, lm_eval --log_samples",
        "process_results: utils.f, SUITE_UNSUPPORTED, lm_eval --log_samples",
        "metric_list: [{metric: acc_nrm}], SUITE_UNKNOWN_METRIC, Did you mean acc_norm?",
        "metric_list: [{metric: bleu}], SUITE_UNKNOWN_METRIC, acc",
        "'metric_list: [{metric: acc, aggregation: avg}]', SUITE_UNKNOWN_METRIC, mean",
        "num_fewshot: -1, SUITE_WRONG_TYPE, Change the value",
        "num_fewshot: 3, SUITE_WRONG_VALUE, fewer",
        "repeats: 0, SUITE_WRONG_TYPE, Change the value",
        "task: again, SUITE_DUPLICATE_KEY, Remove one",
        "include: gone.yaml, SUITE_FILE_MISSING, Put the file",
        "include: ../../etc/passwd, SUITE_FILE_OUTSIDE, Put the file",
        "include: /etc/passwd, SUITE_FILE_OUTSIDE, Put the file",
        "include: task.yaml, SUITE_WRONG_VALUE, leads back",
        "'fewshot_config: {smapler: first_n}', SUITE_UNKNOWN_KEY, sampler",
        "'fewshot_config: {sampler: balanced}', SUITE_WRONG_TYPE, Change the value",
        "'filter_list: [{name: x, filter: [{function: custom}]}]', SUITE_UNSUPPORTED, regex",
        "description: [, SUITE_SYNTAX, Correct",
        "gen_prefix: \"{{\", SUITE_TEMPLATE, Correct",
    })
    void aBadKeyIsRefusedAtItsLineWithARemedy(String line, SuiteError code, String remedy) {
        replace("task.yaml", "doc_to_target: gold\n", "doc_to_target: gold\n" + line + "\n");
        assertThatThrownBy(() -> Suite.parse(files)).isInstanceOfSatisfying(GraftException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.where()).matches("task.yaml:\\d+");
            assertThat(e.remedy()).contains(remedy);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"../data.jsonl", "/etc/passwd", "a/../../data.jsonl", "https://example.org/data.jsonl"})
    void dataFromOutsideIsRefused(String path) {
        replace("task.yaml", "data.jsonl", path);
        assertRefused(SuiteError.SUITE_FILE_OUTSIDE, "task.yaml:4", "not within the suite");
    }

    @Test
    void aDatasetOfTheHubIsRefusedWithAWayOut() {
        replace("task.yaml", "dataset_path: json", "dataset_path: allenai/ai2_arc");
        assertRefused(SuiteError.SUITE_UNSUPPORTED, "task.yaml:3", "allenai/ai2_arc");
    }

    @Test
    void anUnknownSplitIsRefused() {
        replace("task.yaml", "test_split: test", "test_split: tset");
        assertRefused(SuiteError.SUITE_WRONG_VALUE, "task.yaml:5", "tset");
    }

    @Test
    void twoTasksOfOneNameAreRefused() {
        put("other.yaml", TASK);
        assertRefused(SuiteError.SUITE_DUPLICATE_NAME, "task.yaml:1", "other.yaml");
    }

    @Test
    void aGroupOfWhatIsNotThereIsRefused() {
        put("group.yaml", "group: all\ntask: [good, gone]\n");
        assertRefused(SuiteError.SUITE_UNKNOWN_TASK, "group.yaml", "gone");
    }

    @Test
    void aGroupWithinItselfIsRefused() {
        put("group.yaml", "group: all\ntask: [good, all]\n");
        assertRefused(SuiteError.SUITE_WRONG_VALUE, "group.yaml", "contains itself");
    }

    @Test
    void aSuiteWithoutTasksIsRefused() {
        files.remove("task.yaml");
        assertRefused(SuiteError.SUITE_EMPTY, ".", "no task");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                a: &a [x]
                b: &b [*a,*a,*a,*a,*a,*a,*a,*a]
                c: &c [*b,*b,*b,*b,*b,*b,*b,*b]
                d: &d [*c,*c,*c,*c,*c,*c,*c,*c]
                e: &e [*d,*d,*d,*d,*d,*d,*d,*d]
                f: &f [*e,*e,*e,*e,*e,*e,*e,*e]
                task: *f
                metadata: *f
                """,
                "&x task: *x",
                "task: &t [*t]",
                "task: x\n<<: &m {<<: *m}",
                "task: !!javax.script.ScriptEngineManager [x]",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
                "- a list",
                "\u0000",
            })
    @Timeout(10)
    void hostileYamlIsRefused(String yaml) {
        put("task.yaml", yaml);
        assertThatThrownBy(() -> Suite.parse(files)).isInstanceOf(GraftException.class);
    }

    @Test
    @Timeout(10)
    void hostileDataIsRefused() {
        put("data.jsonl", "[".repeat(100_000));
        assertThatThrownBy(() -> Suite.parse(files)).isInstanceOf(GraftException.class);
        put("data.jsonl", "{\"question\": " + "1".repeat(100) + "}");
        assertThatThrownBy(() -> Suite.parse(files)).isInstanceOf(GraftException.class);
    }

    private void assertRefused(SuiteError code, String where, String sentence) {
        assertThatThrownBy(() -> Suite.parse(files)).isInstanceOfSatisfying(GraftException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.where()).isEqualTo(where);
            assertThat(e.sentence()).contains(sentence);
        });
    }

    private void put(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private void replace(String path, String old, String fresh) {
        put(path, new String(files.get(path), StandardCharsets.UTF_8).replace(old, fresh));
    }
}
