package io.graft.eval.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.graft.core.score.AnsweredItem;
import io.graft.core.score.Score;
import io.graft.core.score.ScoreOptions;
import io.graft.core.score.TaskScores;
import io.graft.core.suite.Reply;
import io.graft.core.suite.Request;
import io.graft.core.suite.Subset;
import io.graft.core.suite.Suite;
import io.graft.core.suite.SuiteTask;
import io.graft.eval.decoder.DecoderOptions;
import io.graft.eval.language.AdapterChoice;
import io.graft.eval.language.LocalWeights;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Nine tasks of all output types, with and without examples, on the samples' base alone and with an adapter: the same contexts,
 * likelihoods, scores and standard errors as lm-evaluation-harness with transformers.
 */
class HarnessParityTest {
    /** Means of zeros and ones, which are equal to the last digit or not at all. */
    private static final Set<String> COUNTED = Set.of("acc", "acc_norm", "acc_bytes", "acc_mutual_info", "exact_match");

    @TempDir
    private static Path folder;

    private static SuiteRequests questions;
    private static Map<String, List<Reply>> replies;

    @BeforeAll
    static void run() throws InterruptedException {
        questions = SuiteRequests.of(Suite.read(RecordedResults.SUITE).tasks(), new Subset.All());
        try (LocalWeights weights = LocalWeights.open(Path.of("../samples/base"), new DecoderOptions("cpu", 1))) {
            AdapterChoice sentiment = new AdapterChoice(Path.of("../samples/adapters/sentiment"), 1);
            replies = new EvaluationRun(folder, _ -> {})
                    .run(
                            List.of(
                                    new Arm("base", weights.alone()),
                                    new Arm("sentiment", weights.with(List.of(sentiment)))),
                            questions.requests());
        }
    }

    @Test
    void promptsAndContinuationsAreByteIdentical() {
        RecordedResults recorded = RecordedResults.of("base");
        questions.items().forEach((task, items) -> {
            List<JsonNode> samples = recorded.samples(task.spec().name());
            assertThat(items).hasSameSizeAs(samples);
            for (int i = 0; i < items.size(); i++) {
                assertArguments(items.get(i).requests(), samples.get(i).path("arguments"));
            }
        });
    }

    @Test
    void likelihoodsAgreeToAHundredThousandthAndTextsToTheLetter() {
        RecordedResults recorded = RecordedResults.of("base");
        answered("base").forEach((task, documents) -> {
            List<JsonNode> samples = recorded.samples(task.spec().name());
            for (int i = 0; i < documents.size(); i++) {
                assertReplies(documents.get(i), samples.get(i).path("resps"));
            }
        });
    }

    @Test
    void scoresAndStandardErrorsOfTheBaseAgree() {
        assertScores("base");
    }

    @Test
    void scoresAndStandardErrorsWithAnAdapterAgree() {
        assertScores("sentiment");
    }

    private static Map<SuiteTask, List<AnsweredItem>> answered(String arm) {
        return questions.answered(Objects.requireNonNull(replies.get(arm)));
    }

    private static void assertScores(String arm) {
        RecordedResults recorded = RecordedResults.of(arm);
        Map<SuiteTask, List<AnsweredItem>> answered = answered(arm);
        answered.forEach((task, documents) -> {
            TaskScores scores = TaskScores.of(task.spec(), task.size(), documents, ScoreOptions.DEFAULT);
            assertThat(scores.scores()).isNotEmpty();
            scores.scores()
                    .forEach(score ->
                            assertScore(score, recorded.scores(task.spec().name())));
        });
    }

    private static void assertScore(Score score, JsonNode recorded) {
        String where = score.task() + ": " + score.key();
        double value = recorded.path(score.key()).asDouble(Double.NaN);
        JsonNode error = recorded.path(score.metric() + "_stderr," + score.filter());
        assertThat(score.standardError().isPresent()).as(where).isEqualTo(error.isNumber());
        if (COUNTED.contains(score.metric())) {
            assertThat(score.value()).as(where).isEqualTo(value);
            assertThat(score.standardError().orElseThrow()).as(where).isEqualTo(error.asDouble());
        } else {
            assertThat(score.value()).as(where).isCloseTo(value, within(1e-5 * Math.abs(value)));
            score.standardError()
                    .ifPresent(own ->
                            assertThat(own).as(where).isCloseTo(error.asDouble(), within(1e-4 * error.asDouble())));
        }
    }

    private static void assertArguments(List<Request> requests, JsonNode recorded) {
        assertThat(requests).hasSize(recorded.size());
        for (int i = 0; i < requests.size(); i++) {
            JsonNode arguments = recorded.path("gen_args_" + i);
            switch (requests.get(i)) {
                case Request.Likelihood(String context, String continuation) -> {
                    assertThat(context).isEqualTo(arguments.path("arg_0").asString());
                    assertThat(continuation).isEqualTo(arguments.path("arg_1").asString());
                }
                case Request.RollingLikelihood(String text) ->
                    assertThat(text).isEqualTo(arguments.path("arg_0").asString());
                case Request.Generation generation ->
                    assertThat(generation.context())
                            .isEqualTo(arguments.path("arg_0").asString());
            }
        }
    }

    private static void assertReplies(AnsweredItem document, JsonNode recorded) {
        for (int i = 0; i < document.replies().size(); i++) {
            JsonNode reply = recorded.path(i).path(0);
            switch (document.replies().get(i).getFirst()) {
                case Reply.Likelihood(double logLikelihood, boolean greedy) -> {
                    assertClose(logLikelihood, reply.path(0));
                    assertThat(greedy).isEqualTo(reply.path(1).asString().equals("True"));
                }
                case Reply.RollingLikelihood(double logLikelihood) -> assertClose(logLikelihood, reply);
                case Reply.Text(String text) -> assertThat(text).isEqualTo(reply.asString());
            }
        }
    }

    /** The logarithm of what is nearly certain is nearly 0, where float32 logits know it to a ten-millionth at best. */
    private static void assertClose(double actual, JsonNode recorded) {
        double expected = Double.parseDouble(recorded.asString());
        assertThat(actual).isCloseTo(expected, within(Math.max(1e-6, 1e-5 * Math.abs(expected))));
    }
}
