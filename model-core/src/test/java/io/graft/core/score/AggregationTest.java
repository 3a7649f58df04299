package io.graft.core.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class AggregationTest {
    static Stream<JsonNode> toTheLastDigit() {
        return of("mean", "median", "nanmean", "brier_score", "f1", "matthews_corrcoef");
    }

    static Stream<JsonNode> nearly() {
        return of("perplexity", "weighted_perplexity", "bits_per_byte", "bleu", "chrf", "chrf++", "ter");
    }

    private static Stream<JsonNode> of(String... names) {
        return Recorded.cases("aggregates.json")
                .filter(one -> List.of(names).contains(one.path("aggregation").asString()));
    }

    @ParameterizedTest
    @MethodSource("toTheLastDigit")
    void countsAsTheHarnessDoesToTheLastDigit(JsonNode expected) {
        Score score = score(expected);
        assertThat(score.value()).isEqualTo(expected.path("value").asDouble());
        if (score.standardError().isPresent()) {
            assertThat(score.standardError().getAsDouble())
                    .isEqualTo(expected.path("stderr").asDouble());
        } else {
            assertThat(expected.path("stderr").asString()).isEqualTo("N/A");
        }
    }

    /** Logarithms and powers are in C's hands there. */
    @ParameterizedTest
    @MethodSource("nearly")
    void countsAsTheHarnessDoesWithPowersAndLogarithms(JsonNode expected) {
        Score score = score(expected);
        assertThat(score.value()).isCloseTo(expected.path("value").asDouble(), within(1e-12));
        if (score.standardError().isPresent()) {
            assertThat(score.standardError().getAsDouble())
                    .isCloseTo(expected.path("stderr").asDouble(), within(1e-12));
        } else {
            assertThat(expected.path("stderr").asString()).isEqualTo("N/A");
        }
    }

    @Test
    void addsAsPythonFromThreeTwelveOnIfAsked() {
        Recorded.cases("compensated.json").forEach(expected -> {
            double[] numbers = expected.path("items")
                    .valueStream()
                    .mapToDouble(JsonNode::asDouble)
                    .toArray();
            assertThat(Summation.COMPENSATED.mean(numbers))
                    .isEqualTo(expected.path("value").asDouble());
            assertThat(Summation.COMPENSATED.deviation(numbers) / Math.sqrt(numbers.length))
                    .isEqualTo(expected.path("stderr").asDouble());
        });
    }

    private static Score score(JsonNode expected) {
        Aggregation aggregation =
                Aggregation.named(expected.path("aggregation").asString()).orElseThrow();
        List<Value> values = expected.path("items")
                .valueStream()
                .map(item -> value(item, aggregation))
                .toList();
        ScoreOptions options = new ScoreOptions(expected.path("iterations").asInt(), Summation.PLAIN);
        return new Score(
                "task",
                "metric",
                "none",
                aggregation.of(values),
                StandardError.of(aggregation, values, options),
                true,
                values.size());
    }

    private static Value value(JsonNode item, Aggregation aggregation) {
        return switch (aggregation) {
            case WEIGHTED_PERPLEXITY, BITS_PER_BYTE ->
                new Value.Weighted(item.path(0).asDouble(), item.path(1).asDouble());
            case F1, MATTHEWS_CORRCOEF ->
                new Value.Labelled(item.path(0).asInt(), item.path(1).asInt());
            case BRIER_SCORE ->
                new Value.Forecast(
                        item.path(0).asInt(),
                        item.path(1).valueStream().map(JsonNode::asDouble).toList());
            case BLEU, CHRF, CHRF_PLUS_PLUS, TER ->
                new Value.Written(List.of(item.path(0).asString()), item.path(1).asString());
            default -> new Value.Scalar(item.asDouble());
        };
    }
}
