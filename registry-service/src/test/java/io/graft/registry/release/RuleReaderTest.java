package io.graft.registry.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graft.core.GraftException;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleReaderTest {
    private static final String RULE = """
            name: acme/bot
            when:
              released:
                model: acme/sentiment*
                tags: {task: sentiment}
                base: acme/base
            then:
              merge: |
                merge_method: task_arithmetic
                base_model: acme/base@1
                models:
                  - model: acme/base@1+${released}
                    parameters: {weight: 0.5}
                  - model: ${champion}
                    parameters: {weight: 0.5}
              into: acme/bot
              evaluate: {suite: acme/general@1, limit: 10, retention: 0.9}
              gate: acme/production@latest
              alias: production
            concurrency: replace
            limits: {runsPerDay: 3}
            """;

    @Test
    void aRuleSaysWhatItWaitsForAndWhatItDoes() {
        ReleaseRule rule = RuleReader.parse(RULE);

        assertThat(rule.target(rule.name())).hasToString("acme/bot");
        assertThat(rule.concurrency()).isEqualTo(ReleaseRule.Concurrency.REPLACE);
        assertThat(rule.limits().runsPerDay()).isEqualTo(3);
        assertThat(rule.when().selector().tags()).containsEntry("task", "sentiment");
        assertThat(Objects.requireNonNull(rule.evaluate()).limit()).isEqualTo(10);
        Template merge = Objects.requireNonNull(rule.merge());
        assertThat(merge.wantsChampion()).isTrue();
        assertThat(merge.read(Map.of("released", "acme/sentiment-b@3", "champion", "acme/bot@7"))
                        .sources())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder("acme/base@1", "acme/sentiment-b@3", "acme/bot@7");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ${champion}                 | ${champoin}             | rule:14 | RULE_PLACEHOLDER_UNKNOWN
            merge_method: task_arithmetic | merge_method: task_arithmatic | rule:9 | RULE_TEMPLATE_INVALID
            parameters: {weight: 0.5}   | parameters: {wieght: 0.5} | rule:13 | RULE_TEMPLATE_INVALID
            concurrency: replace        | concurrency: hope       | rule:20 | RULE_VALUE_INVALID
            alias: production           | alias: 7up              | rule:19 | RULE_VALUE_INVALID
            limits: {runsPerDay: 3}     | limits: {runsPerDay: 0} | rule:21 | RULE_VALUE_INVALID
            retention: 0.9              | retention: 1.5          | rule:17 | RULE_VALUE_INVALID
            limit: 10                   | limit: ten              | rule:17 | DOCUMENT_WRONG_TYPE
            concurrency: replace        | concurency: replace     | rule:20 | DOCUMENT_UNKNOWN_KEY
            base: acme/base             | base: ACME              | rule:6  | RULE_VALUE_INVALID
            """)
    void whatCannotWorkIsRefusedAtItsLine(String right, String wrong, String where, String code) {
        assertThatThrownBy(() ->
                        RuleReader.parse(RULE.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong))))
                .isInstanceOfSatisfying(GraftException.class, refused -> {
                    assertThat(refused.code()).hasToString(code);
                    assertThat(refused.where()).startsWith(where);
                });
    }

    @Test
    void aRuleThatMergesSaysInto() {
        assertThatThrownBy(() -> RuleReader.parse(RULE.replace("  into: acme/bot\n", "")))
                .hasMessageContaining("into which model");
    }
}
