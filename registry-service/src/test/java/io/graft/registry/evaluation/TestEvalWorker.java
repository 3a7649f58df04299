package io.graft.registry.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** An eval-worker's side of the contract, one request at a time. */
public final class TestEvalWorker {
    private final Uploader client;
    private final JsonNode lease;

    private TestEvalWorker(Uploader client, JsonNode lease) {
        this.client = client;
        this.lease = lease;
    }

    public static TestEvalWorker claim(Uploader client) {
        return tryClaim(client).orElseThrow();
    }

    public static Optional<TestEvalWorker> tryClaim(Uploader client) {
        Answer answer = client.post(
                "/jobs/claim",
                "{'worker': 'eval', 'kinds': ['evaluate', 'verify', 'answer'], 'capabilities': {'gpu': false, 'memoryBytes': 0}, 'waitSeconds': 0}");
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        return answer.json().isObject() && answer.json().has("id")
                ? Optional.of(new TestEvalWorker(client, answer.json()))
                : Optional.empty();
    }

    public JsonNode task() {
        return lease.path("task");
    }

    String job() {
        return lease.path("id").asString();
    }

    /** As if the lease had been taken away and given to somebody else. */
    TestEvalWorker withEpoch(long epoch) {
        JsonNode other = lease.deepCopy();
        ((tools.jackson.databind.node.ObjectNode) other).put("epoch", epoch);
        return new TestEvalWorker(client, other);
    }

    Answer declare(int arm, String score, Map<String, byte[]> files) {
        String described = Uploader.announcement(files, null);
        return client.put(
                "/evaluations/%s/results/%d".formatted(evaluation(), arm),
                "{%s, 'engine': 'test', 'tasks': [%s], 'scores': [%s], ".formatted(holder(), asked(score), score)
                        + described.substring(1));
    }

    Answer complete(int arm) {
        return client.post(
                "/evaluations/%s/results/%d/complete".formatted(evaluation(), arm), "{%s}".formatted(holder()));
    }

    /** Scores documents of the task "colours": one digit a document. */
    public void publish(int arm, String right) {
        Map<String, byte[]> files = Uploader.files("samples_colours.jsonl", samples(right));
        Answer declared = declare(arm, score(right), files);
        assertThat(declared.status()).as(declared.json().toString()).isEqualTo(200);
        client.upload(declared.json(), files);
        Answer completed = complete(arm);
        assertThat(completed.status()).as(completed.json().toString()).isEqualTo(200);
    }

    public Answer report(String verdict, String summary) {
        return client.put(
                "/verifications/%s/report".formatted(task().path("verification").asString()),
                "{%s, 'verdict': '%s', 'summary': '%s', 'levels': {'weights': {'passed': true}}}"
                        .formatted(holder(), verdict, summary));
    }

    Answer answer(String... texts) {
        return client.put(
                "/prompts/%s/answers".formatted(task().path("prompt").asString()),
                "{%s, 'texts': ['%s']}".formatted(holder(), String.join("', '", texts)));
    }

    public Answer succeed() {
        return settle("{'outcome': 'succeeded'}");
    }

    Answer fail(String code, String message) {
        return settle(
                "{'outcome': 'failed', 'code': '%s', 'where': 'x', 'message': '%s', 'remedy': 'Do', 'retryable': false}"
                        .formatted(code, message));
    }

    static String score(String right) {
        double value = right.chars().filter(digit -> digit == '1').count() / (double) right.length();
        return "{'task': 'colours', 'metric': 'acc', 'filter': 'none', 'value': %s, 'documents': %d, 'error': 0.1, 'higherIsBetter': true}"
                .formatted(value, right.length());
    }

    private static String asked(String score) {
        return "{'task': 'colours', 'chance': 0.5, 'requests': '%s', 'replies': '%s'}"
                .formatted(io.graft.core.artifact.Digest.of("requests"), io.graft.core.artifact.Digest.of(score));
    }

    private static String samples(String right) {
        return right.chars()
                .mapToObj(digit -> Character.toString((char) digit))
                .collect(Collectors.collectingAndThen(Collectors.toList(), digits -> {
                    StringBuilder lines = new StringBuilder();
                    for (int i = 0; i < digits.size(); i++) {
                        lines.append(
                                "{\"doc_id\": %d, \"doc\": {\"q\": \"%d?\"}, \"filter\": \"none\", \"metrics\": [\"acc\"], \"acc\": %s.0}\n"
                                        .formatted(i, i, digits.get(i)));
                    }
                    return lines.toString();
                }));
    }

    private Answer settle(String outcome) {
        return client.post(
                "/jobs/%s/settle".formatted(job()), "{'epoch': %d, 'outcome': %s}".formatted(epoch(), outcome));
    }

    private String evaluation() {
        return task().path("evaluation").asString();
    }

    private String holder() {
        return "'job': '%s', 'epoch': %d".formatted(job(), epoch());
    }

    private long epoch() {
        return lease.path("epoch").asLong();
    }
}
