package io.graft.registry.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.EmptyQueue;
import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import io.graft.registry.Weights;
import io.graft.registry.merge.TestWorker;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** A server of OpenLineage hears of every merge how it began and how it ended. */
@RegistryTest
class OpenLineageStoryTest {
    private static final Receiver RECEIVER = Receiver.start();

    private final Uploader client;
    private final JdbcClient jdbc;

    @Autowired
    OpenLineageStoryTest(@LocalServerPort int port, JdbcClient jdbc) {
        this.client = new Uploader(port);
        this.jdbc = jdbc;
    }

    @DynamicPropertySource
    static void told(DynamicPropertyRegistry settings) {
        settings.add("graft.openlineage.url", RECEIVER::url);
        settings.add("graft.openlineage.api-key", () -> "secret");
        settings.add("graft.openlineage.namespace", () -> "acme");
        settings.add("graft.webhooks.retries", () -> "50ms,50ms,50ms,50ms,50ms,50ms,50ms,50ms,50ms,50ms");
        settings.add("graft.webhooks.look", () -> "50ms");
        settings.add("db-scheduler.polling-interval", () -> "50ms");
    }

    @AfterAll
    static void nobodyListensAnyMore() {
        RECEIVER.close();
    }

    @BeforeEach
    void twoModelsAndAnEmptyQueue() {
        EmptyQueue.of(jdbc);
        if (client.get("/models/line/one").status() == 404) {
            client.model("line/one", "base");
            client.publish("line/one", Weights.model(901), null);
            client.model("line/two", "base");
            client.publish("line/two", Weights.model(902), null);
        }
    }

    @Test
    void aMergeThatSucceedsIsToldWithWhatWentInAndWhatCameOut() {
        String merge = ask("line/made", 0.5);
        TestWorker.claim(client).finish(Weights.model(903));

        JsonNode start = requireForm(RECEIVER.next());
        JsonNode complete = requireForm(RECEIVER.next());
        assertThat(start.path("eventType").asString()).isEqualTo("START");
        assertThat(complete.path("eventType").asString()).isEqualTo("COMPLETE");
        assertThat(complete.at("/run/runId").asString())
                .isEqualTo(start.at("/run/runId").asString())
                .isEqualTo(merge);
        assertThat(complete.at("/job/namespace").asString()).isEqualTo("acme");
        assertThat(complete.at("/job/name").asString()).isEqualTo("merge.line/made");
        assertThat(complete.path("inputs").findValuesAsString("name"))
                .containsExactlyInAnyOrder("line/one", "line/two");
        assertThat(complete.at("/inputs/0/facets/version/datasetVersion").asString())
                .isEqualTo("1");
        assertThat(complete.at("/outputs/0/name").asString()).isEqualTo("line/made");
        assertThat(start.path("outputs").isEmpty()).isTrue();
    }

    @Test
    void aMergeThatFailsSaysWhyAndOneThatIsCancelledIsAborted() {
        ask("line/failed", 0.25);
        TestWorker.claim(client).fail("DISK_FULL", false);
        assertThat(requireForm(RECEIVER.next()).path("eventType").asString()).isEqualTo("START");
        JsonNode failed = requireForm(RECEIVER.next());
        assertThat(failed.path("eventType").asString()).isEqualTo("FAIL");
        assertThat(failed.at("/run/facets/errorMessage/message").asString()).isEqualTo("No");

        String cancelled = ask("line/cancelled", 0.125);
        client.post("/merges/%s/cancel".formatted(cancelled), "");
        assertThat(requireForm(RECEIVER.next()).path("eventType").asString()).isEqualTo("ABORT");
    }

    @Test
    void aServerThatIsDownMissesNothingAndHearsItInOrder() {
        RECEIVER.answering(503);
        ask("line/later", 0.75);
        TestWorker.claim(client).finish(Weights.model(904));
        assertThat(RECEIVER.next().answer()).isEqualTo(503);
        RECEIVER.answering(201);

        Receiver.Call call = RECEIVER.next();
        while (!call.accepted()) {
            call = RECEIVER.next();
        }
        assertThat(requireForm(call).path("eventType").asString()).isEqualTo("START");
        assertThat(requireForm(RECEIVER.next()).path("eventType").asString()).isEqualTo("COMPLETE");
    }

    @Test
    void itIsNoWebhookThatAnybodyRegistered() {
        assertThat(client.get("/webhooks").json().path("items").isEmpty()).isTrue();
    }

    /** What the specification asks of every event. */
    private static JsonNode requireForm(Receiver.Call call) {
        JsonNode event = call.json();
        assertThat(call.headers().getFirst("Authorization")).isEqualTo("Bearer secret");
        for (String required : List.of("eventTime", "producer", "schemaURL", "run", "job")) {
            assertThat(event.hasNonNull(required)).as(required).isTrue();
        }
        assertThat(Instant.parse(event.path("eventTime").asString())).isBefore(Instant.now());
        assertThat(event.path("schemaURL").asString())
                .isEqualTo("https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent");
        event.path("inputs").forEach(input -> {
            assertThat(input.hasNonNull("namespace")).isTrue();
            input.path("facets").forEach(facet -> {
                assertThat(facet.hasNonNull("_producer")).isTrue();
                assertThat(facet.hasNonNull("_schemaURL")).isTrue();
            });
        });
        return event;
    }

    private String ask(String output, double weight) {
        Answer asked = client.post("/merges", """
                {"recipeText": "merge_method: linear\\nmodels:\\n- {model: line/one@1, parameters: {weight: %s}}\\n- {model: line/two@1, parameters: {weight: 0.5}}\\ndtype: float32\\n", "output": "%s"}
                """.formatted(weight, output));
        assertThat(asked.status()).as(asked.json().toString()).isEqualTo(202);
        return asked.json().path("id").asString();
    }
}
