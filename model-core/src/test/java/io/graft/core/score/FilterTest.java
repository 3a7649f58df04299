package io.graft.core.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graft.core.GraftException;
import io.graft.core.suite.FilterSpec;
import io.graft.core.suite.Reply;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class FilterTest {
    private static final JsonNode RECORDED = Recorded.json("filters.json");

    static Stream<JsonNode> cases() {
        return RECORDED.path("cases").valueStream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void leavesWhatTheHarnessLeaves(JsonNode expected) {
        Map<String, Object> options = Recorded.map(expected.path("options"));
        assertThat(filtered(
                        texts(RECORDED.path("texts")), expected.path("function").asString(), options))
                .isEqualTo(texts(expected.path("replies")));
    }

    @Test
    void takesTheMostFrequentOrTheFirstAnswers() {
        for (int i = 0; i < RECORDED.path("votes").size(); i++) {
            List<String> votes = texts(RECORDED.path("votes").path(i));
            assertThat(filtered(votes, "majority_vote", Map.of()))
                    .isEqualTo(texts(RECORDED.path("voted").path(i)));
            assertThat(filtered(votes, "take_first_k", Map.of("k", 1)))
                    .isEqualTo(texts(RECORDED.path("first").path(i)));
        }
    }

    @Test
    void refusesStepsThatItCannotTake() {
        assertThatThrownBy(() -> filtered(List.of("a"), "guess", Map.of())).hasMessageContaining("no filter guess");
        assertThatThrownBy(() -> filtered(List.of("a"), "regex", Map.of("patern", "a")))
                .hasMessageContaining("`patern` of regex is unknown");
        assertThatThrownBy(() -> filtered(List.of("a"), "regex", Map.of("regex_pattern", "(")))
                .isInstanceOf(GraftException.class);
        assertThatThrownBy(() -> filtered(List.of("a"), "regex", Map.of("regex_pattern", "\\q")))
                .hasMessageContaining("no escape \\q");
        assertThatThrownBy(() -> filtered(List.of("a"), "take_first_k", Map.of("k", 2)))
                .hasMessageContaining("needs 2 answers");
        assertThatThrownBy(() -> Filter.of(new FilterSpec(
                        "both", List.of(Recorded.step("take_first", Map.of()), Recorded.step("lowercase", Map.of())))))
                .hasMessageContaining("lowercase comes after take_first");
    }

    @Test
    void aPatternThatBacktracksWithoutEndIsRefused() {
        assertThatThrownBy(() ->
                        filtered(List.of("a".repeat(2000)), "regex", Map.of("regex_pattern", "(.*)(.*)(.*)(.*)=")))
                .hasMessageContaining("backtracks without end");
    }

    private static List<String> filtered(List<String> texts, String function, Map<String, Object> options) {
        Filter filter = Filter.of(new FilterSpec("it", List.of(Recorded.step(function, options))));
        List<Reply> replies = texts.stream().<Reply>map(Reply.Text::new).toList();
        return filter.apply(replies, Recorded.map(RECORDED.path("document"))).texts();
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }
}
