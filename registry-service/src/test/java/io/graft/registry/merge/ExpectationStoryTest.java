package io.graft.registry.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.EmptyQueue;
import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Weights;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Models of a size that no other story has, so that no other story's merges are measured. */
@RegistryTest
class ExpectationStoryTest {
    private static final int WIDTH = 256;
    private static final long BYTES = 2L * WIDTH * WIDTH * Float.BYTES;

    private static final String RECIPE =
            "{merge_method: linear, models: [{model: slow/one@1, parameters: {weight: %s}},"
                    + " {model: slow/two@1, parameters: {weight: 1}}]}";

    private final Uploader client;
    private final JdbcClient jdbc;

    @Autowired
    ExpectationStoryTest(@LocalServerPort int port, JdbcClient jdbc) {
        this.client = new Uploader(port);
        this.jdbc = jdbc;
    }

    @BeforeEach
    void twoModels() {
        EmptyQueue.of(jdbc);
        if (client.get("/models/slow/one").status() == 404) {
            client.model("slow/one", "base");
            client.publish("slow/one", Weights.model(311, WIDTH), null);
            client.model("slow/two", "base");
            client.publish("slow/two", Weights.model(312, WIDTH), null);
            client.model("slow/narrow", "base");
            client.publish("slow/narrow", Weights.model(314, WIDTH / 2), null);
        }
    }

    @Test
    void bytesAndMemoryAreThoseOfThePlanAndTimeIsThatOfEarlierMerges() {
        JsonNode first = expected(RECIPE.formatted(1));
        assertThat(first.path("bytesRead").asLong()).isEqualTo(2 * BYTES);
        assertThat(first.path("bytesWritten").asLong()).isEqualTo(BYTES);
        assertThat(first.path("files").asInt()).isEqualTo(1);
        assertThat(first.path("memoryBytes").asLong()).isBetween(1L << 20, 128L << 20);
        assertThat(first.path("seconds").isNull()).isTrue();
        assertThat(first.path("measuredOn").asInt()).isZero();

        client.post("/merges", "{'recipeText': '%s', 'output': 'slow/mix'}".formatted(RECIPE.formatted(1)));
        TestWorker.tryClaim(client).orElseThrow().finish(Weights.model(313, WIDTH));

        JsonNode second = expected(RECIPE.formatted(2));
        assertThat(second.path("measuredOn").asInt()).isEqualTo(1);
        assertThat(second.path("seconds").asDouble()).isBetween(0.0, 60.0);
    }

    @Test
    void adaptersAreReadToo() {
        Map<String, byte[]> adapter = Weights.adapter(315, WIDTH);
        client.model("slow/adapter", "adapter");
        client.publish("slow/adapter", adapter, "slow/one@1");
        JsonNode expected = expected("{merge_method: task_arithmetic, base_model: slow/one@1,"
                + " models: [{model: slow/one@1+slow/adapter@1, parameters: {weight: 1}}]}");

        assertThat(expected.path("bytesRead").asLong())
                .isEqualTo(BYTES + Objects.requireNonNull(adapter.get("adapter_model.safetensors")).length);
    }

    @Test
    void nothingIsExpectedOfWhatCannotBePlanned() {
        assertThat(expected(RECIPE.formatted(1).replace("slow/two", "slow/narrow"))
                        .isNull())
                .isTrue();
    }

    private JsonNode expected(String recipe) {
        return client.post("/merges/preflight", "{'recipeText': '%s'}".formatted(recipe))
                .json()
                .path("expected");
    }
}
