package io.graft.registry.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@RegistryTest
class IdempotencyStoryTest {
    private final Uploader client;

    IdempotencyStoryTest(@LocalServerPort int port) {
        this.client = new Uploader(port);
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

    private Answer create(String key, String name) {
        return client.send(client.request("/models")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(
                        "{\"namespace\": \"acme\", \"name\": \"%s\", \"kind\": \"base\"}".formatted(name))));
    }
}
