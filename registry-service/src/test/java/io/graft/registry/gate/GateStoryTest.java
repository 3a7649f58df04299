package io.graft.registry.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graft.core.attestation.Envelope;
import io.graft.registry.EmptyQueue;
import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import io.graft.registry.Weights;
import io.graft.registry.evaluation.Colours;
import io.graft.registry.evaluation.TestEvalWorker;
import io.graft.registry.evaluation.TestMerge;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@RegistryTest
class GateStoryTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static int counter;

    private final Uploader client;
    private final JdbcClient jdbc;
    private final String gate = "gates/g" + ++counter;
    private final String suite = "gates/colours" + counter;

    @Autowired
    GateStoryTest(@LocalServerPort int port, JdbcClient jdbc) {
        this.client = new Uploader(port);
        this.jdbc = jdbc;
    }

    @BeforeEach
    void aBaseAnAdapterASuiteAndAnEmptyQueue() {
        EmptyQueue.of(jdbc);
        if (client.get("/models/gates/base").status() == 404) {
            client.model("gates/base", "base");
            jdbc.sql(
                            "update model set tags = '{\"license\": \"apache-2.0\"}' where namespace = 'gates' and name = 'base'")
                    .update();
            client.publish("gates/base", Weights.model(151), null);
            client.model("gates/adapter", "adapter");
            client.publish("gates/adapter", Weights.adapter(152, 8), "gates/base@1");
            client.model("gates/described", "adapter");
            client.publish("gates/described", readme(Weights.adapter(153, 8), "mit"), "gates/base@1");
        }
        Colours.keep(client, suite);
    }

    @Test
    void aGateIsKeptOnceAndNeverChanges() {
        Answer kept = keep("- size: {atMost: 1 GB}");
        assertThat(kept.status()).as(kept.json().toString()).isEqualTo(201);
        assertThat(kept.json().path("number").asInt()).isEqualTo(1);
        assertThat(keep("- size: {atMost: 1000000000} # the same").status()).isEqualTo(200);
        assertThat(keep("- size: {atMost: 1 GiB}").json().path("number").asInt())
                .isEqualTo(2);

        assertThat(client.get("/gates/" + gate).json().path("number").asInt()).isEqualTo(2);
        JsonNode first = client.get("/gates/%s/1".formatted(gate)).json();
        assertThat(first.path("conditions").toString()).isEqualTo("[{\"size\":{\"atMost\":1000000000}}]");
        assertThat(client.get("/gates/%s/3".formatted(gate)).code()).isEqualTo("GATE_NOT_FOUND");
        assertThat(client.get("/gates?limit=1").json().path("items").size()).isEqualTo(1);
    }

    @Test
    void aGateIsWrittenInJsonAsWell() {
        Answer kept = client.post(
                "/gates", "{'name': '%s', 'conditions': [{'approval': {'role': 'owner'}}]}".formatted(gate));
        assertThat(kept.status()).as(kept.json().toString()).isEqualTo(201);
        assertThat(kept.json().path("conditions").toString()).isEqualTo("[{\"approval\":{\"role\":\"owner\"}}]");
    }

    @Test
    void theNewestSuiteIsPinnedWhenTheGateIsKept() {
        JsonNode kept = keep("- score: {suite: %s@latest, task: colours, metric: acc, atLeast: 0.5}".formatted(suite))
                .json();
        assertThat(kept.path("conditions").get(0).path("score").path("suite").asString())
                .isEqualTo(suite + "@1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            - sizes: {atMost: 1}                                                | GATE_UNKNOWN_KEY       | gate:4 | Did you mean "size"?
            - size: {atMots: 1}                                                 | GATE_UNKNOWN_KEY       | gate:4 | Did you mean "atMost"?
            - size: {}                                                          | GATE_MALFORMED         | gate:4 |
            - size: {atMost: big}                                               | GATE_CONDITION_INVALID | gate:4 |
            - size: {atMost: 1, atMost: 2}                                      | GATE_SYNTAX            | gate:4 |
            - size: {atMost: 1                                                  | GATE_SYNTAX            | gate:5 |
            - {size: {atMost: 1}, approval: {role: x}}                          | GATE_MALFORMED         | gate:4 |
            - score: {suite: no/such@1, task: a, metric: acc, atLeast: 1}       | SUITE_NOT_FOUND        | gate:4 |
            - score: {suite: SUITE@1, task: colour, metric: acc, atLeast: 1}    | GATE_CONDITION_INVALID | gate:4 | Did you mean "colours"?
            - score: {suite: SUITE@1, task: colours, metric: ac, atLeast: 1}    | GATE_CONDITION_INVALID | gate:4 |
            - score: {suite: SUITE@1, task: colours, metric: acc}               | GATE_CONDITION_INVALID | gate:4 |
            - forgetting: {suite: SUITE@1, per: tasks}                          | GATE_CONDITION_INVALID | gate:4 |
            - findings: {none: terrible}                                        | GATE_MALFORMED         | gate:4 |
            - score: {suite: SUITE@1, task: yes, metric: acc, atLeast: 1}      | GATE_CONDITION_INVALID | gate:4 |
            - score: {suite: SUITE@1, task: colours, metric: acc, atLeast: , atMost: 1} | GATE_MALFORMED | gate:4 |
            - score: {suite: SUITE@1, task: colours, metric: acc, atLeast: high} | GATE_MALFORMED      | gate:4 |
            - size: &a [*a]                                                     | GATE_TOO_LARGE         | gate   |
            - licence: {anyOf: []}                                              | GATE_CONDITION_INVALID | gate:4 |
            """)
    void whatIsWrongWithAGateIsToldWithItsLine(String condition, String code, String where, String remedy) {
        Answer refused = keep(condition.replace("SUITE", suite));

        assertThat(refused.status()).as(refused.json().toString()).isIn(404, 422);
        assertThat(refused.code()).as(refused.json().toString()).isEqualTo(code);
        assertThat(refused.json().path("where").asString()).isEqualTo(where);
        assertThat(refused.json().path("remedy").asString()).contains(remedy == null ? "" : remedy);
        assertThat(client.get("/gates/" + gate).status()).isEqualTo(404);
    }

    @Test
    void theLineIsThatOfTheField() {
        Answer refused = keep("""
                - score:
                    suite: %s@1
                    task: colours
                    metric: acc
                    atLeast: 0.9
                    atMost: 0.1""".formatted(suite));
        assertThat(refused.json().path("where").asString()).isEqualTo("gate:9");
    }

    @Test
    void aVersionThatKeepsEveryConditionPasses() {
        Colours.run(client, suite, "{'model': 'gates/base@1', 'adapters': ['gates/adapter@1']}", "1101");
        keep("""
                - score: {suite: %s@1, task: colours, metric: acc, atLeast: 0.7, documents: 4}
                - findings: {none: error}
                - size: {atMost: 1 MB}""".formatted(suite));

        JsonNode verdict = judge("gates/adapter@latest");
        assertThat(verdict.path("outcome").asString()).as(verdict.toString()).isEqualTo("PASS");
        assertThat(verdict.path("version").asString()).isEqualTo("gates/adapter@1");
        JsonNode score = verdict.path("conditions").get(0);
        assertThat(score.path("readings").get(0).path("value").asDouble()).isEqualTo(0.75);
        assertThat(score.path("readings").get(0).path("documents").asInt()).isEqualTo(4);
        assertThat(score.path("evidence").get(0).path("digest").asString()).startsWith("sha256:");
        assertThat(score.path("sentence").asString())
                .isEqualTo(
                        "colours/acc of gates/base@1+gates/adapter@1 is 0.7500 on 4 documents, and has to be at least 0.7");
    }

    @Test
    void aScoreBelowItsLimitFailsAndOneTooNearToTellDoesNotPass() {
        Colours.run(client, suite, "{'model': 'gates/base@1'}", "1101");
        String score = "- score: {suite: %s@1, task: colours, metric: acc, ".formatted(suite);
        keep(score + "atLeast: 0.8}");
        assertThat(outcome("gates/base@1")).isEqualTo("FAIL");
        keep(score + "atLeast: 0.7, confidence: 0.95}");
        assertThat(outcome("gates/base@1")).isEqualTo("INCONCLUSIVE");
        keep(score + "atLeast: 0.5, confidence: 0.95}");
        assertThat(outcome("gates/base@1")).isEqualTo("PASS");
        keep(score + "atMost: 0.5, confidence: 0.95}");
        assertThat(outcome("gates/base@1")).isEqualTo("FAIL");
        keep(score + "atLeast: 0.7, documents: 5}");
        assertThat(outcome("gates/base@1")).isEqualTo("INCONCLUSIVE");
    }

    @Test
    void whatNobodyMeasuredDoesNotPass() {
        keep("- score: {suite: %s@1, task: colours, metric: acc, atLeast: 0.1}".formatted(suite));
        assertThat(outcome("gates/base@1")).isEqualTo("INCONCLUSIVE");
        keep("- forgetting: {suite: %s@1}".formatted(suite));
        assertThat(outcome("gates/adapter@1")).isEqualTo("INCONCLUSIVE");
    }

    @Test
    void anAdapterThatForgotFailsWithTheNumbers() {
        String half = "1".repeat(30) + "0".repeat(70);
        Colours.forget(client, suite, "gates/adapter@1", "1".repeat(90) + "0".repeat(10), half);
        keep("- forgetting: {suite: %s@1, tasks: [colours]}".formatted(suite));

        JsonNode verdict = judge("gates/adapter@1");
        assertThat(verdict.path("outcome").asString()).as(verdict.toString()).isEqualTo("FAIL");
        JsonNode reading = verdict.path("conditions").get(0).path("readings").get(0);
        assertThat(reading.path("of").asString()).isEqualTo("colours");
        assertThat(reading.path("against").asString()).isEqualTo("gates/base@1");
        assertThat(reading.path("value").asDouble()).isEqualTo(-0.6);
        assertThat(reading.path("upper").asDouble())
                .isLessThan(reading.path("limit").asDouble());

        keep("- forgetting: {suite: %s@1, per: pooled, margin: 0.9}".formatted(suite));
        assertThat(outcome("gates/adapter@1")).isEqualTo("PASS");
        keep("- forgetting: {suite: %s@1, per: pooled}".formatted(suite));
        assertThat(outcome("gates/adapter@1")).isEqualTo("INCONCLUSIVE");
        keep("- forgetting: {suite: %s@1, retention: 0.99}".formatted(suite));
        assertThat(outcome("gates/adapter@1")).isEqualTo("INCONCLUSIVE");
    }

    @Test
    void licencesCountAllTheWayUp() {
        keep("- licence: {anyOf: [Apache-2.0, MIT]}");
        assertThat(outcome("gates/described@1")).isEqualTo("PASS");
        assertThat(outcome("gates/adapter@1")).isEqualTo("INCONCLUSIVE");
        keep("- licence: {anyOf: [mit]}");
        JsonNode verdict = judge("gates/described@1");
        assertThat(verdict.path("outcome").asString()).isEqualTo("FAIL");
        assertThat(verdict.path("conditions").get(0).path("sentence").asString())
                .isEqualTo("gates/base@1 is under apache-2.0");
    }

    @Test
    void onlyAPersonIsMissing() {
        keep("- size: {atMost: 1 MB}\n- approval: {role: owner}");
        JsonNode verdict = judge("gates/base@1");
        assertThat(verdict.path("outcome").asString()).isEqualTo("INCONCLUSIVE");
        assertThat(verdict.path("awaitsApproval").asBoolean()).isTrue();
        keep("- size: {atMost: 1}\n- approval: {role: owner}");
        assertThat(judge("gates/base@1").path("awaitsApproval").asBoolean()).isFalse();
        assertThat(outcome("gates/base@1")).isEqualTo("FAIL");
    }

    @Test
    void whoAsksMayApproveWithTheRolesThatTheyHave() {
        keep("- approval: {role: owner}");
        Answer judged =
                client.post("/gates/%s/1/judge".formatted(gate), "{'version': 'gates/base@1', 'approve': true}");
        assertThat(judged.json().path("outcome").asString())
                .as(judged.json().toString())
                .isEqualTo("PASS");
    }

    @Test
    void aVersionNobodyVerifiedCountsAsTheGateSays() {
        keep("- verification: {}");
        assertThat(outcome("gates/base@1")).isEqualTo("INCONCLUSIVE");
        keep("- verification: {without: fail}");
        assertThat(outcome("gates/base@1")).isEqualTo("FAIL");
        keep("- verification: {without: fail}\n- size: {atMost: 1 MB}");
        assertThat(outcome("gates/adapter@1")).isEqualTo("PASS");
    }

    @Test
    void aMergePassesWhenItIsProved() {
        String output = "gates/mix" + counter;
        Map<String, byte[]> made = Weights.model(170 + counter);
        jdbc.sql("delete from job_demand").update();
        TestMerge.of(client, "gates/base@1", "gates/adapter@1", 1 + counter, output, made);
        keep("- verification: {without: fail}\n- findings: {none: error}");
        assertThat(outcome(output + "@1")).isEqualTo("INCONCLUSIVE");

        TestEvalWorker worker = TestEvalWorker.claim(client);
        worker.report("PASS", "As it should be");
        worker.succeed();
        JsonNode verdict = judge(output + "@1");
        assertThat(verdict.path("outcome").asString()).as(verdict.toString()).isEqualTo("PASS");
        assertThat(verdict.path("conditions")
                        .get(0)
                        .path("evidence")
                        .get(0)
                        .path("kind")
                        .asString())
                .isEqualTo("verification");
    }

    @Test
    void whatPreflightFoundOfAMergeCountsUnlessItIsAccepted() {
        String output = "gates/found" + counter;
        String adapter = "gates/odd" + counter;
        client.model(adapter, "adapter");
        client.publish(
                adapter,
                Weights.changed(
                        Weights.adapter(190, 8), "adapter_config.json", "\"r\": 2", "\"r\": 2, \"unheard_of\": 5"),
                "gates/base@1");
        jdbc.sql("delete from job_demand").update();
        TestMerge.of(client, "gates/base@1", adapter + "@1", 1, output, Weights.model(191 + counter));

        keep("- findings: {none: info}");
        JsonNode verdict = judge(output + "@1");
        assertThat(verdict.path("outcome").asString()).as(verdict.toString()).isEqualTo("FAIL");
        assertThat(verdict.path("conditions").get(0).path("sentence").asString())
                .isEqualTo("Of %s@1 was found: LICENCE_UNKNOWN, ADAPTER_FIELD_UNKNOWN".formatted(output));
        keep("- findings: {none: info, except: [LICENCE_UNKNOWN, ADAPTER_FIELD_UNKNOWN]}");
        assertThat(outcome(output + "@1")).isEqualTo("PASS");
    }

    @Test
    void aVerdictIsSignedAndAnybodyCanCheckIt() throws Exception {
        keep("- size: {atMost: 1 MB}");
        JsonNode verdict = judge("gates/base@1");
        String id = verdict.path("id").asString();
        JsonNode envelope = client.get("/verdicts/%s/attestation".formatted(id)).json();
        byte[] payload = Base64.getDecoder().decode(envelope.path("payload").asString());

        assertThat(verifies(envelope, payload)).isTrue();
        payload[payload.length / 2] ^= 1;
        assertThat(verifies(envelope, payload)).isFalse();
        payload[payload.length / 2] ^= 1;
        JsonNode statement = JSON.readTree(payload);
        assertThat(statement.path("_type").asString()).isEqualTo("https://in-toto.io/Statement/v1");
        assertThat("sha256:"
                        + statement
                                .path("subject")
                                .get(0)
                                .path("digest")
                                .path("sha256")
                                .asString())
                .isEqualTo(verdict.path("digest").asString());
        assertThat(statement.path("predicate").path("gateDigest"))
                .isEqualTo(client.get("/gates/%s/1".formatted(gate)).json().path("digest"));
        assertThat(client.get("/verdicts/" + id).json()).isEqualTo(verdict);
    }

    @Test
    void verdictsAreListedWithTheirVersionAndNeverChanged() {
        keep("- size: {atMost: 1 MB}");
        String id = judge("gates/base@1").path("id").asString();

        assertThat(client.get("/models/gates/base/versions/1/verdicts?limit=1")
                        .json()
                        .path("items")
                        .get(0)
                        .path("id")
                        .asString())
                .isEqualTo(id);
        assertThatThrownBy(() -> jdbc.sql("update verdict set outcome = 'FAIL' where id = :id::uuid")
                        .param("id", id)
                        .update())
                .hasMessageContaining("never changed");
    }

    private boolean verifies(JsonNode envelope, byte[] payload) throws Exception {
        JsonNode signed = envelope.path("signatures").get(0);
        JsonNode key = client.get("/keys").json().get(0);
        assertThat(signed.path("keyid")).isEqualTo(key.path("keyId"));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(
                        Base64.getDecoder().decode(key.path("publicKey").asString()))));
        signature.update(Envelope.preAuthentication(envelope.path("payloadType").asString(), payload));
        return signature.verify(Base64.getDecoder().decode(signed.path("sig").asString()));
    }

    private Answer keep(String conditions) {
        return client.send(client.request("/gates")
                .header("Content-Type", "application/yaml")
                .POST(BodyPublishers.ofString("""
                        name: %s
                        description: For tests.
                        conditions:
                        %s
                        """.formatted(gate, conditions))));
    }

    private JsonNode judge(String version) {
        Answer judged = client.post("/gates/%s/latest/judge".formatted(gate), "{'version': '%s'}".formatted(version));
        assertThat(judged.status()).as(judged.json().toString()).isEqualTo(201);
        return judged.json();
    }

    private String outcome(String version) {
        return judge(version).path("outcome").asString();
    }

    private static Map<String, byte[]> readme(Map<String, byte[]> files, String licence) {
        Map<String, byte[]> more = new LinkedHashMap<>(files);
        more.putAll(Uploader.files("README.md", "---\nlicense: %s\n---\n# An adapter\n".formatted(licence)));
        return more;
    }
}
