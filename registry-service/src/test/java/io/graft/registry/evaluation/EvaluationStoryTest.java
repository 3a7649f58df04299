package io.graft.registry.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.EmptyQueue;
import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import io.graft.registry.Weights;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@RegistryTest
class EvaluationStoryTest {
    private static final String TASK = """
            task: colours
            dataset_path: json
            dataset_kwargs: {data_files: colours.jsonl}
            test_split: train
            output_type: multiple_choice
            doc_to_text: 'The TEXT of'
            doc_to_choice: [red, blue]
            doc_to_target: '{{answer}}'
            metric_list: [{metric: acc, aggregation: mean, higher_is_better: true}]
            """;

    private static int counter;

    private final Uploader client;
    private final JdbcClient jdbc;
    private final String suite = "test/colours" + ++counter;

    @Autowired
    EvaluationStoryTest(@LocalServerPort int port, JdbcClient jdbc) {
        this.client = new Uploader(port);
        this.jdbc = jdbc;
    }

    @BeforeEach
    void aBaseAnAdapterAndAnEmptyQueue() {
        EmptyQueue.of(jdbc);
        if (client.get("/models/eval/base").status() == 404) {
            client.model("eval/base", "base");
            client.publish("eval/base", Weights.model(51), null);
            client.model("eval/twin", "base");
            client.publish("eval/twin", Weights.model(51), null);
            client.model("eval/adapter", "adapter");
            client.publish("eval/adapter", Weights.adapter(52, 8), "eval/base@1");
        }
    }

    @Test
    void aSuiteIsKeptAndNeverChanges() {
        Answer kept = keep(suite, "{{thing}}");
        assertThat(kept.status()).as(kept.json().toString()).isEqualTo(201);
        assertThat(kept.json().path("number").asInt()).isEqualTo(1);
        assertThat(keep(suite, "{{thing}}").status()).isEqualTo(200);
        assertThat(keep(suite, "{{thing}} there").json().path("number").asInt()).isEqualTo(2);

        JsonNode first = client.get("/suites/%s/versions/1".formatted(suite)).json();
        assertThat(first.path("tasks").get(0).path("documents").asInt()).isEqualTo(2);
        assertThat(client.get("/suites/" + suite).json().path("number").asInt()).isEqualTo(2);
        assertThat(client.get("/suites/%s/versions".formatted(suite))
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void aSuiteIsRunOnABaseWithAndWithoutAnAdapter() {
        keep(suite, "{{thing}}");
        Answer asked = ask("{'model': 'eval/base@latest'}, {'model': 'eval/base@1', 'adapters': ['eval/adapter@1']}");
        assertThat(asked.status()).as(asked.json().toString()).isEqualTo(202);

        TestEvalWorker worker = TestEvalWorker.claim(client);
        assertThat(worker.task().path("arms").size()).isEqualTo(2);
        worker.publish(0, "1101");
        worker.publish(1, "1110");
        assertThat(worker.succeed().status()).isEqualTo(200);

        JsonNode done = evaluation(asked);
        assertThat(done.path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(done.path("arms").get(1).path("name").asString()).isEqualTo("eval/base@1+eval/adapter@1");
        JsonNode scores = client.get("/models/eval/base/versions/1/scores?suite=%s@1".formatted(suite))
                .json();
        assertThat(scores.size()).isEqualTo(1);
        assertThat(scores.get(0).path("scores").get(0).path("value").asDouble()).isEqualTo(0.75);
    }

    @Test
    void whatWasFoundOutOnceIsNotRunAgainUnderAnyName() {
        keep(suite, "{{thing}}");
        ask("{'model': 'eval/base@1'}");
        TestEvalWorker worker = TestEvalWorker.claim(client);
        worker.publish(0, "10");
        worker.succeed();

        Answer again = ask("{'model': 'eval/twin@1'}");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(again.json().path("arms").get(0).path("reused").asBoolean()).isTrue();
        assertThat(TestEvalWorker.tryClaim(client)).isEmpty();
    }

    @Test
    void anotherNumberOfExamplesIsAnotherQuestion() {
        keep(suite, "{{thing}}");
        ask("{'model': 'eval/base@1'}");
        TestEvalWorker worker = TestEvalWorker.claim(client);
        worker.publish(0, "10");
        worker.succeed();
        String wanted = "{'suite': '%s@1', 'arms': [{'model': 'eval/base@1'}], 'numFewshot': %d}";

        Answer asked = client.post("/evaluations", wanted.formatted(suite, 1));
        assertThat(asked.status()).as(asked.json().toString()).isEqualTo(202);
        assertThat(TestEvalWorker.claim(client)
                        .task()
                        .path("settings")
                        .path("numFewshot")
                        .asInt())
                .isEqualTo(1);
        Answer refused = client.post("/evaluations", wanted.formatted(suite, -1));
        assertThat(refused.code()).isEqualTo("EVALUATION_SETTING_INVALID");
        assertThat(refused.json().path("where").asString()).isEqualTo("numFewshot");
    }

    @Test
    void aWorkerThatLostItsLeaseChangesNothing() {
        keep(suite, "{{thing}}");
        ask("{'model': 'eval/base@1'}");
        TestEvalWorker late = TestEvalWorker.claim(client).withEpoch(99);
        Answer declared = late.declare(0, TestEvalWorker.score("11"), Uploader.files("samples_colours.jsonl", ""));

        assertThat(declared.status()).isEqualTo(409);
        assertThat(declared.code()).isEqualTo("LEASE_LOST");
    }

    @Test
    void anEvaluationIsNotOverBeforeEveryArmHasItsResult() {
        keep(suite, "{{thing}}");
        Answer asked = ask("{'model': 'eval/base@1'}");
        TestEvalWorker worker = TestEvalWorker.claim(client);

        assertThat(worker.succeed().code()).isEqualTo("RESULT_MISSING");
        assertThat(evaluation(asked).path("state").asString()).isEqualTo("RUNNING");
    }

    @Test
    void twoArmsAreComparedDownToTheDocumentsThatFlipped() {
        keep(suite, "{{thing}}");
        ask("{'model': 'eval/base@1'}, {'model': 'eval/base@1', 'adapters': ['eval/adapter@1']}");
        TestEvalWorker worker = TestEvalWorker.claim(client);
        worker.publish(0, "1101");
        worker.publish(1, "1110");
        worker.succeed();
        String arms = "suite=%s@1&of=eval/base@1&of=eval/base@1%%2Beval/adapter@1".formatted(suite);

        JsonNode flips = client.get("/comparisons?" + arms)
                .json()
                .path("against")
                .get(0)
                .path("tasks")
                .get(0)
                .path("flips");
        assertThat(flips.path("lost").asInt()).isEqualTo(1);
        assertThat(flips.path("gained").asInt()).isEqualTo(1);
        JsonNode page = client.get("/comparisons/documents?" + arms + "&task=colours&metric=acc&flipped=true&limit=1")
                .json();
        assertThat(page.path("items").get(0).toString())
                .isEqualTo("{\"document\":2,\"scores\":[0.0,1.0],\"flipped\":true}");
        JsonNode next = client.get("/comparisons/documents?" + arms + "&task=colours&metric=acc&flipped=true&cursor="
                        + page.path("next").asString())
                .json();
        assertThat(next.path("items").get(0).path("document").asInt()).isEqualTo(3);
        JsonNode lines =
                client.get("/comparisons/documents/2?" + arms + "&task=colours").json();
        assertThat(lines.get(1).path("line").path("doc").path("q").asString()).isEqualTo("2?");
    }

    @Test
    void whatAnAdapterForgotIsJudgedByTheRuleThatWasSetBefore() {
        keep(suite, "{{thing}}");
        Answer asked = client.post("/models/eval/adapter/versions/1/forgetting", "{'suite': '%s@1'}".formatted(suite));
        assertThat(asked.status()).as(asked.json().toString()).isEqualTo(202);
        TestEvalWorker worker = TestEvalWorker.claim(client);
        worker.publish(0, "1".repeat(90) + "0".repeat(10));
        worker.publish(1, "1".repeat(30) + "0".repeat(70));
        assertThat(worker.succeed().status()).isEqualTo(200);

        JsonNode report =
                client.get("/models/eval/adapter/versions/1/forgetting").json().get(0);
        assertThat(report.path("verdict").asString()).as(report.toString()).isEqualTo("FAIL");
        assertThat(report.path("suite").asString()).isEqualTo(suite + "@1");
    }

    @Test
    void aPromptIsAnsweredByEachArm() {
        Answer asked =
                client.post("/prompts", "{'arms': ['eval/base@1', 'eval/base@1+eval/adapter@1'], 'text': 'Hello'}");
        assertThat(asked.status()).as(asked.json().toString()).isEqualTo(202);
        TestEvalWorker worker = TestEvalWorker.claim(client);
        worker.answer("one", "two");
        worker.succeed();

        JsonNode answered =
                client.get("/prompts/" + asked.json().path("id").asString()).json();
        assertThat(answered.path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(Uploader.texts(answered.path("answers"))).isEqualTo(List.of("one", "two"));
    }

    @Test
    void anAdapterIsRunOnlyOnWhatItWasTrainedOn() {
        keep(suite, "{{thing}}");
        assertThat(ask("{'model': 'eval/twin@1', 'adapters': ['eval/adapter@1']}")
                        .code())
                .isEqualTo("EVALUATION_ADAPTER_MISFIT");
        assertThat(ask("{'model': 'eval/adapter@1'}").code()).isEqualTo("EVALUATION_KIND_WRONG");
    }

    @Test
    void anEvaluationIsCancelledWhileItWaits() {
        keep(suite, "{{thing}}");
        Answer asked = ask("{'model': 'eval/base@1'}");
        String id = asked.json().path("id").asString();

        assertThat(client.post("/evaluations/%s/cancel".formatted(id), "").status())
                .isEqualTo(202);
        assertThat(evaluation(asked).path("state").asString()).isEqualTo("CANCELLED");
        assertThat(client.get("/evaluations?state=CANCELLED")
                        .json()
                        .path("items")
                        .get(0)
                        .path("id")
                        .asString())
                .isEqualTo(id);
    }

    /** Each test has a suite of its own: what was found out on the same files would not be run again. */
    private Answer keep(String name, String text) {
        return client.post("/suites", """
                {"name": "%s", "files": [
                  {"path": "colours.yaml", "text": "%s"},
                  {"path": "colours.jsonl", "text": "%s"}]}
                """.formatted(
                        name,
                        escaped(TASK.replace("TEXT", name + ": " + text)),
                        escaped("{\"thing\": \"sky\", \"answer\": 1}\n{\"thing\": \"rose\", \"answer\": 0}\n")));
    }

    /** The client writes single quotes as double ones. */
    private static String escaped(String text) {
        return text.replace("'", "\\u0027").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private Answer ask(String arms) {
        return client.post("/evaluations", "{'suite': '%s@latest', 'arms': [%s]}".formatted(suite, arms));
    }

    private JsonNode evaluation(Answer asked) {
        return client.get("/evaluations/" + asked.json().path("id").asString()).json();
    }
}
