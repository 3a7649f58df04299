package io.graft.core.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables are as lm-evaluation-harness printed them. */
class ResultsTableTest {
    @TempDir
    private Path folder;

    @Test
    void numbersAreToTheRightWithTheirColumnsPlaces() throws IOException {
        assertThat(table("""
                        {"results": {"gsm8k": {"alias": "gsm8k",
                            "exact_match,flexible-extract": 0.897, "exact_match_stderr,flexible-extract": 0.0096167,
                            "exact_match,strict-match": 0.89701, "exact_match_stderr,strict-match": 0.0096167}},
                         "versions": {"gsm8k": 3.0}, "n-shot": {"gsm8k": 5},
                         "higher_is_better": {"gsm8k": {"exact_match": true}}}""")).isEqualTo("""
                        |Tasks|Version|     Filter     |n-shot|  Metric   |   |Value|   |Stderr|
                        |-----|------:|----------------|-----:|-----------|---|----:|---|-----:|
                        |gsm8k|      3|flexible-extract|     5|exact_match|↑  |0.897|±  |0.0096|
                        |     |       |strict-match    |     5|exact_match|↑  |0.897|±  |0.0096|
                        """);
    }

    @Test
    void aColumnWithoutNumbersIsToTheLeft() throws IOException {
        assertThat(table("""
                        {"results": {"wikitext": {
                            "bits_per_byte,none": 0.544, "bits_per_byte_stderr,none": "N/A",
                            "byte_perplexity,none": 1.458, "byte_perplexity_stderr,none": "N/A",
                            "word_perplexity,none": 7.51, "word_perplexity_stderr,none": "N/A"}},
                         "versions": {"wikitext": 2}, "n-shot": {"wikitext": 0},
                         "higher_is_better": {"wikitext":
                            {"bits_per_byte": false, "byte_perplexity": false, "word_perplexity": false}}}""")).isEqualTo("""
                        | Tasks  |Version|Filter|n-shot|    Metric     |   |Value|   |Stderr|
                        |--------|------:|------|-----:|---------------|---|----:|---|------|
                        |wikitext|      2|none  |     0|bits_per_byte  |↓  |0.544|±  |   N/A|
                        |        |       |none  |     0|byte_perplexity|↓  |1.458|±  |   N/A|
                        |        |       |none  |     0|word_perplexity|↓  |7.510|±  |   N/A|
                        """);
    }

    @Test
    void wholeNumbersHaveNoPlacesAndVersionsMayBeWords() throws IOException {
        assertThat(table("""
                        {"results": {"pubmedqa": {"acc,none": 1.0, "acc_stderr,none": 0.0}},
                         "versions": {"pubmedqa": "Yaml"}, "n-shot": {"pubmedqa": 0},
                         "higher_is_better": {"pubmedqa": {"acc": true}}}""")).isEqualTo("""
                        | Tasks  |Version|Filter|n-shot|Metric|   |Value|   |Stderr|
                        |--------|-------|------|-----:|------|---|----:|---|-----:|
                        |pubmedqa|Yaml   |none  |     0|acc   |↑  |    1|±  |     0|
                        """);
    }

    @Test
    void membersStandBelowTheirGroup() throws IOException {
        assertThat(table("""
                        {"results": {"b": {"acc,none": 0.25, "acc_stderr,none": 0.1306},
                            "a": {"acc,none": 0.5, "acc_stderr,none": 0.1},
                            "all": {"acc,none": 0.375, "acc_stderr,none": 0.08}},
                         "groups": {"all": {"acc,none": 0.375, "acc_stderr,none": 0.08}},
                         "group_subtasks": {"all": ["b", "a"]},
                         "versions": {"a": 1, "b": 1, "all": "2"}, "n-shot": {"a": 0, "b": 0},
                         "higher_is_better": {}}""")).isEqualTo("""
                        |Tasks|Version|Filter|n-shot|Metric|   |Value|   |Stderr|
                        |-----|------:|------|-----:|------|---|----:|---|-----:|
                        |all  |      2|none  |      |acc   |   |0.375|±  |0.0800|
                        | - a |      1|none  |     0|acc   |   |0.500|±  |0.1000|
                        | - b |      1|none  |     0|acc   |   |0.250|±  |0.1306|

                        |Groups|Version|Filter|n-shot|Metric|   |Value|   |Stderr|
                        |------|------:|------|------|------|---|----:|---|-----:|
                        |all   |      2|none  |      |acc   |   |0.375|±  |  0.08|
                        """);
    }

    private String table(String json) throws IOException {
        return ResultsTable.of(RecordedResults.read(Files.writeString(folder.resolve("results.json"), json)));
    }
}
