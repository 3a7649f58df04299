package io.graft.registry.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.Digest;
import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@RegistryTest
class IdempotencyStoryTest {
    private static final Digest REQUEST = Digest.of("POST /api/v1/models");

    private final Uploader client;
    private final FirstAnswers answers;
    private final JdbcClient jdbc;

    IdempotencyStoryTest(@LocalServerPort int port, @Autowired FirstAnswers answers, @Autowired JdbcClient jdbc) {
        this.client = new Uploader(port);
        this.answers = answers;
        this.jdbc = jdbc;
    }

    @Test
    void theSameRequestGetsTheFirstAnswerAgain() {
        Answer first = create("key-1", "once-more");
        Answer again = create("key-1", "once-more");

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.header("Location")).isEqualTo("/api/v1/models/acme/once-more");
        assertThat(create("key-2", "once-more").code()).isEqualTo("MODEL_EXISTS");
    }

    @Test
    void aKeyBelongsToOneRequest() {
        create("key-3", "one-thing");

        assertThat(create("key-3", "another-thing").code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(client.get("/models/acme/another-thing").status()).isEqualTo(404);
    }

    @Test
    void aRefusalIsRepeatedToo() {
        assertThat(create("key-4", "..").code()).isEqualTo("MODEL_NAME_MALFORMED");
        assertThat(create("key-4", "..").code()).isEqualTo("MODEL_NAME_MALFORMED");
    }

    @Test
    void aKeyIsPlain() {
        assertThat(create("k".repeat(201), "never").code()).isEqualTo("IDEMPOTENCY_KEY_MALFORMED");
    }

    @Test
    void aRequestThatIsBeingAnsweredIsNotAnsweredTwice() {
        answers.claim("key-5", REQUEST);
        backdate("key-5");
        answers.stillAnswering(List.of("key-5"));

        assertThat(answers.claim("key-5", REQUEST)).isPresent();
    }

    @Test
    void aRequestWhoseRegistryDiedIsAnsweredByTheNext() {
        answers.claim("key-6", REQUEST);
        backdate("key-6");

        assertThat(answers.claim("key-6", REQUEST)).isEmpty();
    }

    /** As if nobody had been heard of it for a minute. */
    private void backdate(String key) {
        jdbc.sql("update idempotent_request set alive_at = alive_at - interval '1 minute' where key = :key")
                .param("key", key)
                .update();
    }

    private Answer create(String key, String name) {
        return client.send(client.request("/models")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(
                        "{\"namespace\": \"acme\", \"name\": \"%s\", \"kind\": \"base\"}".formatted(name))));
    }
}
