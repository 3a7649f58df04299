package io.graft.registry.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A worker's side of the contract, one request at a time. */
final class TestWorker {
    private final Uploader client;
    private final JsonNode lease;

    private TestWorker(Uploader client, JsonNode lease) {
        this.client = client;
        this.lease = lease;
    }

    static TestWorker claim(Uploader client) {
        return tryClaim(client).orElseThrow();
    }

    static Optional<TestWorker> tryClaim(Uploader client) {
        Answer answer = client.post(
                "/jobs/claim",
                "{'worker': 'test', 'kinds': ['merge'], 'capabilities': {'gpu': false, 'memoryBytes': 0}, 'waitSeconds': 0}");
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        return answer.json().isObject() && answer.json().has("id")
                ? Optional.of(new TestWorker(client, answer.json()))
                : Optional.empty();
    }

    String job() {
        return lease.path("id").asString();
    }

    Answer heartbeat() {
        return client.post(
                "/jobs/%s/heartbeat".formatted(job()),
                "{'epoch': %d, 'progress': {'phase': 'merging', 'doneBytes': 5, 'totalBytes': 10}}".formatted(epoch()));
    }

    Answer declare(Map<String, byte[]> files) {
        String announcement = Uploader.announcement(files, null);
        return client.put(
                "/merges/%s/version".formatted(merge()),
                "{'epoch': %d, ".formatted(epoch()) + announcement.substring(1));
    }

    Answer verify() {
        return client.post("/merges/%s/version/complete".formatted(merge()), "{'epoch': %d}".formatted(epoch()));
    }

    /** Declares, uploads and has everything verified. */
    void publish(Map<String, byte[]> files) {
        Answer declared = declare(files);
        assertThat(declared.status()).as(declared.json().toString()).isEqualTo(200);
        client.upload(declared, files);
        Answer verified = verify();
        assertThat(verified.json().path("verified").asBoolean())
                .as(verified.json().toString())
                .isTrue();
    }

    Answer succeed() {
        return settle("{'outcome': 'succeeded'}");
    }

    void finish(Map<String, byte[]> files) {
        publish(files);
        Answer settled = succeed();
        assertThat(settled.status()).as(settled.json().toString()).isEqualTo(200);
    }

    void fail(String code, boolean retryable) {
        Answer settled = settle(
                "{'outcome': 'failed', 'code': '%s', 'where': 'q_proj', 'message': 'No', 'remedy': 'Do', 'retryable': %b}"
                        .formatted(code, retryable));
        assertThat(settled.status()).as(settled.json().toString()).isEqualTo(200);
    }

    Answer settle(String outcome) {
        return client.post(
                "/jobs/%s/settle".formatted(job()), "{'epoch': %d, 'outcome': %s}".formatted(epoch(), outcome));
    }

    private String merge() {
        return lease.path("task").path("merge").asString();
    }

    private long epoch() {
        return lease.path("epoch").asLong();
    }
}
