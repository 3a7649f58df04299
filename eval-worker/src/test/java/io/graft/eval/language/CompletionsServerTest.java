package io.graft.eval.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.suite.Request;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CompletionsServerTest extends LanguageModelContract {
    private static final List<Request> ONE = List.of(new Request.Likelihood("Iris finds", " the blue key"));

    private static CompletionsStandIn standIn;
    private static LanguageModel model;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        standIn = new CompletionsStandIn(RecordedReplies.BASE);
        model = CompletionsServer.open(options());
    }

    @AfterAll
    static void close() {
        model.close();
        standIn.close();
    }

    @Override
    LanguageModel model() {
        return model;
    }

    @Test
    void whatMayPassIsTriedAgain() throws InterruptedException {
        standIn.failNext(503, "{\"error\": {\"message\": \"busy\"}}");
        standIn.failNext(429, "slow down");
        int before = standIn.completions();
        assertThat(model.answer(ONE)).doesNotContainNull();
        assertThat(standIn.completions() - before).isEqualTo(3);
    }

    @Test
    void aRefusalIsNotTriedAgainAndSaysWhatTheServerSaid() {
        standIn.failNext(400, "{\"error\": {\"message\": \"echo is not supported\"}}");
        assertFails(LanguageError.SERVER_REFUSED, "echo is not supported");
    }

    @Test
    void aServerThatKeepsFailingIsGivenUp() {
        for (int i = 0; i < 3; i++) {
            standIn.failNext(500, "out of memory");
        }
        assertFails(LanguageError.SERVER_FAILED, "out of memory");
    }

    @Test
    void anAnswerOfAnotherKindIsNotTakenForOne() {
        standIn.failNext(200, "<html>");
        assertFails(LanguageError.SERVER_ANSWER_UNREADABLE, "<html>");
        standIn.failNext(200, "{\"choices\": [{\"text\": \"the blue key\"}]}");
        assertFails(LanguageError.SERVER_ANSWER_UNREADABLE, "log-probabilities of 0 of");
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        ServerOptions nowhere = ServerOptions.of(URI.create("http://127.0.0.1:1/v1"), RecordedReplies.BASE)
                .trying(1, Duration.ofSeconds(5));
        assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> CompletionsServer.open(nowhere))
                .satisfies(e -> assertThat(e.code()).isEqualTo(LanguageError.SERVER_UNREACHABLE))
                .satisfies(e -> assertThat(e.where()).contains("127.0.0.1:1"));
    }

    @Test
    void aModelThatTheServerDoesNotHaveIsRefused() {
        assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> CompletionsServer.open(options().forModel("other")))
                .withMessageContaining("no model other, but [samples/base]");
    }

    @Test
    void itIsTheSameModelAgainOnlyIfItsOperatorSaysWhichWeightsItServes() throws InterruptedException {
        ServerOptions stated = options().serving(Digest.of("weights"));
        try (LanguageModel first = CompletionsServer.open(stated);
                LanguageModel second = CompletionsServer.open(stated);
                LanguageModel silent = CompletionsServer.open(options())) {
            assertThat(first.identity()).isEqualTo(second.identity());
            assertThat(silent.identity()).isNotIn(model.identity(), first.identity());
        }
    }

    private static ServerOptions options() {
        return ServerOptions.of(standIn.url(), RecordedReplies.BASE).trying(3, Duration.ofSeconds(30));
    }

    private static void assertFails(LanguageError why, String saying) {
        assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> model.answer(ONE))
                .withMessageContaining(saying)
                .satisfies(e -> assertThat(e.code()).isEqualTo(why));
    }
}
