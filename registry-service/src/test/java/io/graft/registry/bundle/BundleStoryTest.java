package io.graft.registry.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Severity;
import io.graft.registry.EmptyQueue;
import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import io.graft.registry.Weights;
import io.graft.registry.evaluation.Colours;
import io.graft.registry.gate.GateVerdict;
import io.graft.registry.gate.Gates;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.PinnedVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A base and its adapters, judged, released and served side by side. */
@RegistryTest
class BundleStoryTest {
    private static int counter;

    private final Uploader client;
    private final JdbcClient jdbc;
    private final Bundles bundles;
    private final Catalog catalog;
    private final Gates gates;
    private final String bundle = "bundles/b" + ++counter;
    private final String gate = "bundles/gate" + counter;
    private final String suite = "bundles/colours" + counter;

    @Autowired
    BundleStoryTest(@LocalServerPort int port, JdbcClient jdbc, Bundles bundles, Catalog catalog, Gates gates) {
        this.client = new Uploader(port);
        this.jdbc = jdbc;
        this.bundles = bundles;
        this.catalog = catalog;
        this.gates = gates;
    }

    @BeforeEach
    void aBaseAdaptersAndAnEmptyQueue() {
        EmptyQueue.of(jdbc);
        if (client.get("/models/bundles/base").status() == 404) {
            client.model("bundles/base", "base");
            client.publish("bundles/base", Weights.model(251), null);
            client.publish("bundles/base", Weights.model(252), null);
            adapter("mood", Weights.adapter(253, 8));
            adapter("topic", Weights.adapter(254, 8));
        }
    }

    @Test
    void aBundleIsKeptOnceAndNeverChanges() {
        Answer kept = keep("{'task': 'mood', 'adapter': 'bundles/mood@latest'}");
        assertThat(kept.status()).as(kept.json().toString()).isEqualTo(201);
        assertThat(kept.json()
                        .path("adapters")
                        .get(0)
                        .path("adapter")
                        .path("reference")
                        .asString())
                .isEqualTo("bundles/mood@1");
        assertThat(keep("{'task': 'mood', 'adapter': 'bundles/mood@1'}").status())
                .isEqualTo(200);
        assertThat(both().json().path("number").asInt()).isEqualTo(2);

        assertThat(client.get("/bundles/" + bundle).json().path("number").asInt())
                .isEqualTo(2);
        assertThat(client.get("/bundles/%s/1".formatted(bundle)).json()).isEqualTo(kept.json());
        assertThat(client.get("/bundles/%s/9".formatted(bundle)).code()).isEqualTo("BUNDLE_NOT_FOUND");
        assertThat(client.get("/bundles?limit=1").json().path("items").size()).isEqualTo(1);
    }

    @Test
    void whatDoesNotBelongTogetherIsRefused() {
        String mood = "{'task': 'mood', 'adapter': 'bundles/mood@1'}";
        assertThat(keep(mood + ", " + mood).code()).isEqualTo("BUNDLE_INVALID");
        assertThat(keep("{'task': 'a=b', 'adapter': 'bundles/mood@1'}").code()).isEqualTo("BUNDLE_INVALID");
        assertThat(keep("{'task': 'mood', 'adapter': 'bundles/base@1'}").code()).isEqualTo("BUNDLE_ADAPTER_MISFIT");
        assertThat(keep("bundles/base@2", mood).code()).isEqualTo("BUNDLE_ADAPTER_MISFIT");
        assertThat(keep("").code()).isEqualTo("BUNDLE_INVALID");
    }

    @Test
    void aBundlePassesOnlyIfEveryAdapterDoes() {
        both();
        scored("bundles/mood@1", "1111");
        gate("- score: {suite: %s@1, task: colours, metric: acc, atLeast: 0.7}".formatted(suite));
        JsonNode verdict = judge(1);
        assertThat(verdict.path("outcome").asString()).isEqualTo("INCONCLUSIVE");

        Colours.run(client, suite, arm("bundles/topic@1"), "1000");
        verdict = judge(1);
        assertThat(verdict.path("outcome").asString()).isEqualTo("FAIL");
        assertThat(verdict.path("adapters").path("mood").path("outcome").asString())
                .isEqualTo("PASS");
        assertThat(verdict.path("adapters").path("topic").path("outcome").asString())
                .isEqualTo("FAIL");
        assertThat(move(1, verdict, "If-None-Match", "*").code()).isEqualTo("BUNDLE_NOT_PASSED");
        assertThat(client.get("/bundles/%s/1/verdicts".formatted(bundle)).json().get(0))
                .isEqualTo(verdict);
        assertThat(client.get("/bundles/%s/1/verdicts".formatted(bundle)).json().size())
                .isEqualTo(2);
    }

    @Test
    void whatWasWithdrawnIsNeitherBundledNorJudged() {
        client.model("bundles/stale" + counter, "adapter");
        client.publish("bundles/stale" + counter, Weights.adapter(300 + counter, 8), "bundles/base@1");
        String member = "{'task': 'stale', 'adapter': 'bundles/stale%d@1'}".formatted(counter);
        keep(member);
        gate("- size: {atMost: 1 MB}");
        client.post(
                "/models/bundles/stale%d/versions/1/withdraw".formatted(counter), "{'reason': 'Old', 'kind': 'data'}");

        assertThat(keep(member).code()).isEqualTo("VERSION_WITHDRAWN");
        assertThat(client.post("/bundles/%s/1/judge".formatted(bundle), "{'gate': '%s@latest'}".formatted(gate))
                        .code())
                .isEqualTo("VERSION_WITHDRAWN");
        assertThat(client.post(
                                "/gates/%s/latest/judge".formatted(gate),
                                "{'version': 'bundles/stale%d@1'}".formatted(counter))
                        .code())
                .isEqualTo("VERSION_WITHDRAWN");
    }

    @Test
    void anAliasMovesWithAVerdictThatSaysPassAndRemembersIt() {
        keep("{'task': 'mood', 'adapter': 'bundles/mood@1'}");
        both();
        gate("- size: {atMost: 1 MB}\n- verification: {without: fail}");
        JsonNode first = judge(1);
        JsonNode second = judge(2);
        assertThat(second.path("outcome").asString()).as(second.toString()).isEqualTo("PASS");

        assertThat(move(1, first).status()).isEqualTo(428);
        assertThat(move(2, first, "If-None-Match", "*").code()).isEqualTo("BUNDLE_VERDICT_NOT_FOUND");
        Answer made = move(1, first, "If-None-Match", "*");
        assertThat(made.status()).as(made.json().toString()).isEqualTo(200);
        assertThat(move(2, second, "If-None-Match", "*").status()).isEqualTo(412);
        assertThat(move(2, second, "If-Match", "\"7\"").status()).isEqualTo(412);
        Answer moved = move(2, second, "If-Match", made.header("ETag"));
        assertThat(moved.json().toString()).isEqualTo("{\"alias\":\"live\",\"number\":2,\"step\":2}");

        assertThat(client.get("/bundles/%s/live".formatted(bundle))
                        .json()
                        .path("number")
                        .asInt())
                .isEqualTo(2);
        JsonNode history =
                client.get("/bundles/%s/aliases/live/history".formatted(bundle)).json();
        assertThat(history.get(0).path("from").asInt()).isEqualTo(1);
        assertThat(history.get(0).path("verdict")).isEqualTo(second.path("id"));
        assertThat(history.get(1).path("from").isNull()).isTrue();
    }

    @Test
    void vllmIsGivenEveryAdapterUnderANameThatHasItsVersion() {
        both();
        JsonNode serving = serving("vllm", "&folder=/srv/models/").json();
        String digest = client.get("/models/bundles/mood/versions/1")
                .json()
                .path("digest")
                .asString()
                .substring("sha256:".length(), "sha256:".length() + 12);

        List<String> command = Uploader.texts(serving.path("command"));
        assertThat(command)
                .startsWith("vllm", "serve", "/srv/models/bundles/base/1", "--served-model-name", "bundles/base@1")
                .containsSequence("--max-loras", "2", "--max-lora-rank", "8", "--max-cpu-loras", "4", "--lora-modules")
                .contains("mood@1-%s=/srv/models/bundles/mood/1".formatted(digest));
        assertThat(serving.path("environment")
                        .path("VLLM_ALLOW_RUNTIME_LORA_UPDATING")
                        .asString())
                .isEqualTo("True");
        assertThat(serving.path("files").size()).isEqualTo(3);
        JsonNode mood = serving.path("adapters").get(0);
        assertThat(mood.path("load").path("path").asString()).isEqualTo("/v1/load_lora_adapter");
        assertThat(mood.path("load").path("body").path("lora_path").asString()).isEqualTo("/srv/models/bundles/mood/1");
        assertThat(mood.path("unload").path("body").path("lora_name")).isEqualTo(mood.path("name"));
    }

    @Test
    void loraxIsAskedForAnAdapterWithEachRequest() {
        both();
        JsonNode serving = serving("lorax", "").json();
        assertThat(Uploader.texts(serving.path("command")))
                .contains("--preloaded-adapter-ids", "models/bundles/topic/1");
        JsonNode mood = serving.path("adapters").get(0);
        assertThat(mood.path("load").isNull()).isTrue();
        assertThat(mood.path("request").path("body").path("parameters").toString())
                .contains("\"adapter_id\":\"models/bundles/mood/1\"", "\"adapter_source\":\"local\"");
    }

    @Test
    void anEngineIsNamedAndAFolderFitsOnACommandLine() {
        both();
        assertThat(serving("tgi", "").code()).isEqualTo("ENGINE_UNKNOWN");
        assertThat(serving("vllm", "&folder=a=b").code()).isEqualTo("SERVING_FOLDER_MALFORMED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "modules_to_save": ["lm_head"]   | modules_to_save
            "bias": "all"                    | biases
            "alpha_pattern": {"q_proj": 3}   | of their own
            "trainable_token_indices": [1]   | tokens
            "init_lora_weights": "pissa"     | taken off the base
            """)
    void whatAnEngineWouldServeWronglyIsRefusedWithTheReason(String field, String reason) {
        String name = "odd" + counter;
        adapter(
                name,
                Weights.changed(
                        Weights.adapter(300 + counter, 8), "adapter_config.json", "\"r\": 2", "\"r\": 2, " + field));
        keep("{'task': 'odd', 'adapter': 'bundles/%s@1'}".formatted(name));
        Answer refused = serving("vllm", "");

        assertThat(refused.code()).as(refused.json().toString()).isEqualTo("BUNDLE_NOT_SERVABLE");
        assertThat(refused.json().path("refusals").get(0).path("reason").asString())
                .contains(reason);
    }

    @Test
    void vllmHasALimitToItsRank() {
        String module = "base_model.model.model.layers.0.self_attn.q_proj.";
        Map<String, byte[]> files = Uploader.files(
                "adapter_config.json",
                """
                {"peft_type": "LORA", "task_type": "CAUSAL_LM", "r": 600, "lora_alpha": 4,
                 "target_modules": ["q_proj"], "base_model_name_or_path": "base"}
                """,
                "adapter_model.safetensors",
                Weights.seeded(9)
                        .with(module + "lora_A.weight", 600, 8)
                        .with(module + "lora_B.weight", 8, 600)
                        .bytes());
        adapter("wide", files);
        keep("{'task': 'wide', 'adapter': 'bundles/wide@1'}");

        assertThat(serving("vllm", "")
                        .json()
                        .path("refusals")
                        .get(0)
                        .path("reason")
                        .asString())
                .isEqualTo("its rank is 600, and vLLM goes to 512");
        assertThat(serving("lorax", "").status()).isEqualTo(200);
    }

    @Test
    void adaptersThatAMergeWouldHarmHadBetterBeServedUnmerged() {
        PinnedVersion base = catalog.resolve("bundles/base@1");
        List<PinnedVersion> adapters = List.of(catalog.resolve("bundles/mood@1"), catalog.resolve("bundles/topic@1"));
        Finding harm = new Finding("BASE_QUANTISED", Severity.WARNING, "base", "The base is quantised", "Do not");

        assertThat(bundles.recommend(base, adapters, List.of(), null).serveUnmerged())
                .isFalse();
        Advice advice = bundles.recommend(base, adapters, List.of(harm), null);
        assertThat(advice.serveUnmerged()).isTrue();
        assertThat(advice.reasons()).containsExactly("The base is quantised");
        assertThat(bundles.recommend(catalog.resolve("bundles/base@2"), adapters, List.of(harm), null)
                        .serveUnmerged())
                .isFalse();
    }

    @Test
    void whatAnAdapterForgotSpeaksAgainstMergingIt() {
        Colours.keep(client, suite);
        String worse = "1".repeat(30) + "0".repeat(70);
        Colours.forget(client, suite, "bundles/mood@1", "1".repeat(90) + "0".repeat(10), worse);
        gate("- forgetting: {suite: %s@1}".formatted(suite));
        PinnedVersion mood = catalog.resolve("bundles/mood@1");
        GateVerdict verdict = gates.judge(gates.find(gate + "@1").id(), mood, Set.of());

        Advice advice = bundles.recommend(catalog.resolve("bundles/base@1"), List.of(mood), List.of(), verdict);
        assertThat(advice.serveUnmerged()).isTrue();
        assertThat(advice.reasons().getFirst()).contains("forgot more", "colours -0.6000");
    }

    @Test
    void ofManyWhoMoveAnAliasAtOnceOneDoes() throws Exception {
        keep("{'task': 'mood', 'adapter': 'bundles/mood@1'}");
        gate("- size: {atMost: 1 MB}");
        JsonNode verdict = judge(1);
        move(1, verdict, "If-None-Match", "*");
        List<Callable<Integer>> moves = Collections.nCopies(
                20, () -> move(1, verdict, "If-Match", "\"1\"").status());
        List<Integer> answers = new ArrayList<>();
        try (ExecutorService people = Executors.newFixedThreadPool(moves.size())) {
            for (Future<Integer> answer : people.invokeAll(moves)) {
                answers.add(answer.get());
            }
        }

        assertThat(answers)
                .containsOnlyOnce(200)
                .filteredOn(status -> status != 200)
                .containsOnly(412);
        assertThat(client.get("/bundles/%s/aliases/live/history".formatted(bundle))
                        .json()
                        .size())
                .isEqualTo(2);
    }

    private Answer both() {
        return keep("{'task': 'topic', 'adapter': 'bundles/topic@1'}, {'task': 'mood', 'adapter': 'bundles/mood@1'}");
    }

    private Answer keep(String adapters) {
        return keep("bundles/base@1", adapters);
    }

    private Answer keep(String base, String adapters) {
        return client.post(
                "/bundles", "{'name': '%s', 'base': '%s', 'adapters': [%s]}".formatted(bundle, base, adapters));
    }

    private void adapter(String name, Map<String, byte[]> files) {
        client.model("bundles/" + name, "adapter");
        client.publish("bundles/" + name, files, "bundles/base@1");
    }

    private void gate(String conditions) {
        Answer kept = client.send(client.request("/gates")
                .header("Content-Type", "application/yaml")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                        "name: %s\nconditions:\n%s\n".formatted(gate, conditions))));
        assertThat(kept.status()).as(kept.json().toString()).isEqualTo(201);
    }

    private JsonNode judge(int number) {
        Answer judged =
                client.post("/bundles/%s/%d/judge".formatted(bundle, number), "{'gate': '%s@latest'}".formatted(gate));
        assertThat(judged.status()).as(judged.json().toString()).isEqualTo(201);
        return judged.json();
    }

    private Answer move(int number, JsonNode verdict, String... condition) {
        return client.put(
                "/bundles/%s/aliases/live".formatted(bundle),
                "{'number': %d, 'verdict': '%s'}"
                        .formatted(number, verdict.path("id").asString()),
                condition);
    }

    private Answer serving(String engine, String more) {
        return client.get("/bundles/%s/latest/serving?engine=%s%s".formatted(bundle, engine, more));
    }

    private void scored(String adapter, String right) {
        Colours.keep(client, suite);
        Colours.run(client, suite, arm(adapter), right);
    }

    private static String arm(String adapter) {
        return "{'model': 'bundles/base@1', 'adapters': ['%s']}".formatted(adapter);
    }
}
