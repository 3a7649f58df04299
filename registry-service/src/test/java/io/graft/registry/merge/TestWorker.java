package io.graft.registry.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.Digest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A worker's side of the contract, one request at a time. */
public final class TestWorker {
    private final Uploader client;
    private final JsonNode lease;

    private TestWorker(Uploader client, JsonNode lease) {
        this.client = client;
        this.lease = lease;
    }

    public static TestWorker claim(Uploader client) {
        return claim(client, 5).orElseThrow();
    }

    public static Optional<TestWorker> tryClaim(Uploader client) {
        return claim(client, 0);
    }

    private static Optional<TestWorker> claim(Uploader client, int waitSeconds) {
        Answer answer = client.post(
                "/jobs/claim",
                "{'worker': 'test', 'kinds': ['merge', 'merge-part', 'merge-join'], 'capabilities': {'gpu': false, 'memoryBytes': 0}, 'waitSeconds': %d}"
                        .formatted(waitSeconds));
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        return answer.json().isObject() && answer.json().has("id")
                ? Optional.of(new TestWorker(client, answer.json()))
                : Optional.empty();
    }

    public String job() {
        return lease.path("id").asString();
    }

    Answer heartbeat() {
        return client.post(
                "/jobs/%s/heartbeat".formatted(job()),
                "{'epoch': %d, 'progress': {'phase': 'merging', 'doneBytes': 5, 'totalBytes': 10}}".formatted(epoch()));
    }

    public Answer declare(Map<String, byte[]> files) {
        String announcement = Uploader.announcement(files, null);
        return client.put(
                "/merges/%s/version".formatted(merge()), "{%s, ".formatted(holder()) + announcement.substring(1));
    }

    Answer verify() {
        return client.post("/merges/%s/version/complete".formatted(merge()), "{%s}".formatted(holder()));
    }

    String kind() {
        return lease.path("task").path("kind").asString();
    }

    /** Which part of a merge it makes. */
    int part() {
        return lease.path("task").path("part").asInt();
    }

    /** The files that other workers made, for whoever joins them. */
    List<String> made() {
        return lease.path("task")
                .path("made")
                .valueStream()
                .flatMap(part -> part.path("shards").valueStream())
                .map(shard -> shard.path("file").path("path").asString())
                .toList();
    }

    Answer declarePart(Map<String, byte[]> files) {
        String shards = files.entrySet().stream()
                .map(file -> "{'file': {'path': '%s', 'size': %d, 'sha256': '%s'}, 'tensors': []}"
                        .formatted(file.getKey(), file.getValue().length, Digest.of(file.getValue())))
                .collect(Collectors.joining(", "));
        return client.put(
                "/merges/%s/part".formatted(merge()), "{%s, 'made': {'shards': [%s]}}".formatted(holder(), shards));
    }

    Answer verifyPart() {
        return client.post("/merges/%s/part/complete".formatted(merge()), "{%s}".formatted(holder()));
    }

    /** Declares, uploads and has the files of a part verified. */
    void publishPart(Map<String, byte[]> files) {
        Answer declared = declarePart(files);
        assertThat(declared.status()).as(declared.json().toString()).isEqualTo(200);
        client.upload(declared.json(), files);
        Answer verified = verifyPart();
        assertThat(verified.json().path("verified").asBoolean())
                .as(verified.json().toString())
                .isTrue();
    }

    void finishPart(Map<String, byte[]> files) {
        publishPart(files);
        Answer settled = succeed();
        assertThat(settled.status()).as(settled.json().toString()).isEqualTo(200);
    }

    /** Declares, uploads and has everything verified. */
    public void publish(Map<String, byte[]> files) {
        Answer declared = declare(files);
        assertThat(declared.status()).as(declared.json().toString()).isEqualTo(200);
        client.upload(declared, files);
        Answer verified = verify();
        assertThat(verified.json().path("verified").asBoolean())
                .as(verified.json().toString())
                .isTrue();
    }

    public Answer succeed() {
        return settle("{'outcome': 'succeeded'}");
    }

    public void finish(Map<String, byte[]> files) {
        publish(files);
        Answer settled = succeed();
        assertThat(settled.status()).as(settled.json().toString()).isEqualTo(200);
    }

    public void fail(String code, boolean retryable) {
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
        JsonNode task = lease.path("task");
        return (task.has("whole") ? task.path("whole") : task).path("merge").asString();
    }

    private String holder() {
        return "'job': '%s', 'epoch': %d".formatted(job(), epoch());
    }

    private long epoch() {
        return lease.path("epoch").asLong();
    }
}
