package io.graft.registry.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.graft.registry.EmptyQueue;
import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import io.graft.registry.Weights;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was learnt and lost on the way from a base over several versions to the one that is judged. */
@RegistryTest
class LineageForgettingTest {
    private static final Map<String, String> RIGHT = Map.of(
            "chain/base@1", "1111000000",
            "chain/first@1", "1111111110",
            "chain/second@1", "1111110000",
            "chain/third@1", "1111100000",
            "chain/third@1+chain/adapter@1", "1110000000");

    private static int counter;

    private final Uploader client;
    private final JdbcClient jdbc;
    private final String suite = "test/chain" + ++counter;

    @Autowired
    LineageForgettingTest(@LocalServerPort int port, JdbcClient jdbc) {
        this.client = new Uploader(port);
        this.jdbc = jdbc;
    }

    @BeforeEach
    void aChainAndASuiteAndAnEmptyQueue() {
        EmptyQueue.of(jdbc);
        if (client.get("/models/chain/base").status() == 404) {
            publish("base", "base", Weights.model(81), null);
            publish("first", "base", Weights.model(82), "chain/base@1");
            publish("second", "base", Weights.model(83), "chain/first@1");
            publish("third", "base", Weights.model(84), "chain/second@1");
            publish("adapter", "adapter", Weights.adapter(85, 8), "chain/third@1");
        }
        Answer kept = client.post(
                "/suites", JsonMapper.shared().writeValueAsString(Map.of("name", suite, "files", new Object[] {
                    Map.of("path", "colours.yaml", "text", """
                                    task: colours
                                    dataset_path: json
                                    dataset_kwargs: {data_files: colours.jsonl}
                                    test_split: train
                                    doc_to_text: "%s {{thing}}"
                                    doc_to_target: blue
                                    """.formatted(suite)),
                    Map.of("path", "colours.jsonl", "text", "{\"thing\": 1}\n")
                })));
        assertThat(kept.status()).as(kept.json().toString()).isEqualTo(201);
    }

    private void publish(String name, String kind, Map<String, byte[]> files, @Nullable String base) {
        client.model("chain/" + name, kind);
        client.publish("chain/" + name, files, base);
    }

    @Test
    void forgettingIsFromTheBestOfAllAncestors() {
        run("/evaluations", "{'suite': '%s@1', 'arms': [{'model': 'chain/first@1'}]}");
        JsonNode lineage = judged("third").path("lineage");

        assertThat(Uploader.texts(lineage.path("matrix").path("stages")))
                .containsExactly("chain/base@1", "chain/first@1", "chain/second@1", "chain/third@1");
        assertThat(lineage.path("matrix").path("scores").toString()).isEqualTo("[[0.4],[0.9],[0.6],[0.5]]");
        assertThat(lineage.path("tasks").get(0).path("best").asString()).isEqualTo("chain/first@1");
        assertThat(lineage.path("forgetting").asDouble()).isCloseTo(0.4, within(1e-12));
        assertThat(lineage.path("backwardTransfer").asDouble()).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void anAncestorThatNobodyMeasuredIsNamedAndCountsOnceSomebodyHas() {
        JsonNode report = judged("third");
        assertThat(report.path("lineage").path("forgetting").asDouble()).isCloseTo(0.1, within(1e-12));
        JsonNode finding = report.path("findings")
                .valueStream()
                .filter(each -> each.path("code").asString().equals("ANCESTORS_NOT_MEASURED"))
                .findFirst()
                .orElseThrow();
        assertThat(finding.path("message").asString()).contains("chain/first@1").doesNotContain("chain/second@1");

        run("/evaluations", "{'suite': '%s@1', 'arms': [{'model': 'chain/first@1'}]}");
        JsonNode again = judged("third");
        assertThat(again.path("lineage").path("forgetting").asDouble()).isCloseTo(0.4, within(1e-12));
        assertThat(again.path("findings").toString()).doesNotContain("ANCESTORS_NOT_MEASURED");
    }

    @Test
    void whatWasRunOtherwiseDoesNotCount() {
        run("/evaluations", "{'suite': '%s@1', 'arms': [{'model': 'chain/first@1'}], 'limit': 7}");

        assertThat(judged("third").path("lineage").path("matrix").path("stages").size())
                .isEqualTo(3);
    }

    @Test
    void anAdapterComesAfterAllThatItsModelCameFrom() {
        run("/evaluations", "{'suite': '%s@1', 'arms': [{'model': 'chain/first@1'}, {'model': 'chain/second@1'}]}");
        JsonNode lineage = judged("adapter").path("lineage");

        assertThat(Uploader.texts(lineage.path("matrix").path("stages")))
                .contains("chain/first@1", "chain/third@1")
                .last()
                .isEqualTo("chain/third@1+chain/adapter@1");
        assertThat(lineage.path("forgetting").asDouble()).isCloseTo(0.6, within(1e-12));
    }

    private JsonNode judged(String model) {
        String path = "/models/chain/%s/versions/1/forgetting".formatted(model);
        run(path, "{'suite': '%s@1'}");
        return client.get(path).json().get(0).path("report");
    }

    /** Asks, and does what a worker does if anything is left to do. */
    private void run(String path, String wanted) {
        Answer asked = client.post(path, wanted.formatted(suite));
        assertThat(asked.status()).as(asked.json().toString()).isIn(200, 202);
        TestEvalWorker.tryClaim(client).ifPresent(worker -> {
            for (JsonNode arm : worker.task().path("arms")) {
                int position = arm.path("position").asInt();
                String name =
                        asked.json().path("arms").get(position).path("name").asString();
                worker.publish(position, Objects.requireNonNull(RIGHT.get(name)));
            }
            assertThat(worker.succeed().status()).isEqualTo(200);
        });
    }
}
