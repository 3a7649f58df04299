package io.graft.eval.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.graft.core.GraftException;
import io.graft.core.suite.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests become the tokens that lm-evaluation-harness makes of them; {@code src/test/python/tokens.py} wrote them down. */
class RequestTokensTest {
    private static final Path RECORDED = Path.of("src/test/resources/lm-eval");
    private static final int LENGTH = 16;

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokenizers")
    void continuationsBeginWhereTheHarnessLetsThem(String name, Path folder, JsonNode recorded) {
        try (TextTokenizer tokenizer = TextTokenizer.open(folder)) {
            PairEncoder encoder = new PairEncoder(tokenizer, LENGTH);
            for (JsonNode pair : recorded.path("pairs")) {
                Request.Likelihood request = new Request.Likelihood(
                        pair.path("context").asString(),
                        pair.path("continuation").asString());
                if (pair.path("context_ids").isEmpty()) {
                    assertThatExceptionOfType(GraftException.class).isThrownBy(() -> encoder.encode(request));
                    continue;
                }
                TokenPair tokens = encoder.encode(request);
                assertThat(tokens)
                        .as(pair.toString())
                        .isEqualTo(TokenPair.of(ids(pair.path("context_ids")), ids(pair.path("continuation_ids")))
                                .within(LENGTH));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokenizers")
    void windowsRollAsTheHarnessRollsThem(String name, Path folder, JsonNode recorded) {
        try (TextTokenizer tokenizer = TextTokenizer.open(folder)) {
            PairEncoder encoder = new PairEncoder(tokenizer, LENGTH);
            for (JsonNode text : recorded.path("rolling")) {
                List<TokenPair> windows = encoder.encode(
                        new Request.RollingLikelihood(text.path("text").asString()));
                assertThat(windows).hasSize(text.path("windows").size());
                for (int i = 0; i < windows.size(); i++) {
                    JsonNode window = text.path("windows").path(i);
                    assertThat(windows.get(i).context()).isEqualTo(ids(window.path(0)));
                    assertThat(windows.get(i).continuation()).isEqualTo(ids(window.path(1)));
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokenizers")
    void tokensBecomeTextAgain(String name, Path folder, JsonNode recorded) {
        try (TextTokenizer tokenizer = TextTokenizer.open(folder)) {
            assertThat(tokenizer.prefix().orElseThrow().id())
                    .isEqualTo(recorded.path("prefix").asInt());
            assertThat(tokenizer.decode(ids(recorded.path("ids"))))
                    .isEqualTo(recorded.path("text").asString());
        }
    }

    private static Stream<Object[]> tokenizers() throws IOException {
        JsonNode recorded = JsonMapper.shared().readTree(Files.readString(RECORDED.resolve("tokens.json")));
        List<Object[]> cases = new ArrayList<>();
        recorded.properties().forEach(one -> {
            Path folder = one.getKey().equals("samples")
                    ? Path.of("../samples/base")
                    : RECORDED.resolve("tokenizers").resolve(one.getKey());
            cases.add(new Object[] {one.getKey(), folder, one.getValue()});
        });
        return cases.stream();
    }

    private static int[] ids(JsonNode list) {
        return list.valueStream().mapToInt(JsonNode::asInt).toArray();
    }
}
