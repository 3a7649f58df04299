package io.graft.core.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graft.core.suite.Item;
import io.graft.core.suite.MetricSpec;
import io.graft.core.suite.OutputType;
import io.graft.core.suite.Reply;
import io.graft.core.template.Python;
import io.graft.core.template.PythonText;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetricEdgesTest {
    @Test
    void theFirstOfEquallyLikelyChoicesIsTaken() {
        assertThat(acc("acc", Items.choice(0, "a", "b"), -3, -3)).isEqualTo(1);
        assertThat(acc("acc", Items.choice(1, "a", "b"), -3, -3)).isZero();
        assertThat(acc("acc", Items.choice(1, "a", "b"), -3, Double.NaN)).isEqualTo(1);
    }

    @Test
    void lengthsAreCodePointsAndBytes() {
        Item item = Items.choice(0, "🙂🙂", "abc");
        assertThat(acc("acc_norm", item, -6.6, -10)).isEqualTo(1);
        assertThat(acc("acc_norm", item, -6.8, -10)).isZero();
        assertThat(acc("acc_bytes", item, -26, -10)).isEqualTo(1);
        assertThat(acc("acc_bytes", item, -27, -10)).isZero();
    }

    @Test
    void wordsAreSplitAtPythonsWhitespace() {
        assertThat(PythonText.wordCount("")).isEqualTo(1);
        assertThat(PythonText.wordCount(" a b\n")).isEqualTo(4);
        assertThat(PythonText.wordCount("a\u00a0b\u001cc\u0085d\u200be")).isEqualTo(4);
        assertThat(PythonText.strip("\u00a0\u3000x\u0085\u001f")).isEqualTo("x");
    }

    @Test
    void numbersAreWrittenAsPythonWritesThem() {
        assertThat(List.of(1.0, -0.0, 1e16, 123456789012345680.0, 1e-5, 0.0001, 1.5e-7, -47.25, 1e100))
                .extracting((Double number) -> Python.repr(number.doubleValue()))
                .containsExactly(
                        "1.0",
                        "-0.0",
                        "1e+16",
                        "1.2345678901234568e+17",
                        "1e-05",
                        "0.0001",
                        "1.5e-07",
                        "-47.25",
                        "1e+100");
    }

    @Test
    void diversityCountsWordsAndChineseCharacters() {
        List<Value.Written> all =
                List.of(new Value.Written(List.of(), "a b a b"), new Value.Written(List.of(), "你好 a"));
        assertThat(Diversity.distinct(all, 1)).isEqualTo(4.0 / 7);
        assertThat(Diversity.distinct(all, 2)).isEqualTo(4.0 / 5);
        assertThat(Diversity.distinct(all, 4)).isEqualTo(1);
        assertThat(Diversity.repetition("a b c d a b c d a")).isEqualTo(1 - 4.0 / 6);
        assertThat(Diversity.repetition("a b")).isZero();
    }

    @Test
    void whatIsUnknownOrDoesNotFitIsRefused() {
        assertThatThrownBy(() -> metric("rouge", Map.of())).hasMessageContaining("no metric rouge");
        assertThatThrownBy(() -> metric("acc", Map.of("ignore_case", true)))
                .hasMessageContaining("`ignore_case` of acc is unknown");
        assertThatThrownBy(() -> Metric.of(
                        new MetricSpec("acc", Optional.of("average"), Optional.empty(), Map.of()),
                        OutputType.MULTIPLE_CHOICE))
                .hasMessageContaining("no aggregation average");
        assertThatThrownBy(() -> Aggregation.MEAN.of(List.of(new Value.Weighted(1, 2))))
                .hasMessageContaining("takes a Scalar");
        assertThatThrownBy(() -> Aggregation.F1.of(List.of(new Value.Labelled(2, 1))))
                .hasMessageContaining("two choices");
    }

    @Test
    void oneDocumentHasNoStandardError() {
        List<Value> one = List.of(new Value.Scalar(1));
        assertThat(StandardError.of(Aggregation.MEAN, one, ScoreOptions.DEFAULT))
                .isEmpty();
    }

    private static Metric metric(String name, Map<String, Object> options) {
        return Metric.of(new MetricSpec(name, Optional.empty(), Optional.empty(), options), OutputType.MULTIPLE_CHOICE);
    }

    private static double acc(String name, Item item, double... likelihoods) {
        List<Filtered> answers = Arrays.stream(likelihoods)
                .mapToObj(ll -> new Filtered(List.of(new Reply.Likelihood(ll, false)), true))
                .toList();
        return metric(name, Map.of()).measure().of(item, answers) instanceof Value.Scalar(double value) ? value : -1;
    }
}
