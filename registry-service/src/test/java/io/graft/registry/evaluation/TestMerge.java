package io.graft.registry.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Asks for a merge of one adapter, and does what a merge-worker does. */
public final class TestMerge {
    private TestMerge() {}

    /**
     * Merges an adapter.
     *
     * @param made the files that the worker makes
     * @return what the request was answered
     */
    public static Answer of(
            Uploader client, String base, String adapter, int weight, String output, Map<String, byte[]> made) {
        Answer asked = client.post("/merges", """
                {"recipeText": "merge_method: task_arithmetic\\nbase_model: %s\\nmodels:\\n  - model: %s+%s\\n    parameters: {weight: %d}\\ndtype: float32\\n", "output": "%s"}
                """.formatted(base, base, adapter, weight, output));
        assertThat(asked.status()).as(asked.json().toString()).isEqualTo(202);
        JsonNode lease = client.post(
                        "/jobs/claim",
                        "{'worker': 'test', 'kinds': ['merge'], 'capabilities': {'gpu': false, 'memoryBytes': 0}, 'waitSeconds': 0}")
                .json();
        String holder = "'job': '%s', 'epoch': %d"
                .formatted(lease.path("id").asString(), lease.path("epoch").asLong());
        String id = asked.json().path("id").asString();
        Answer declared = client.put(
                "/merges/%s/version".formatted(id),
                "{%s, ".formatted(holder) + Uploader.announcement(made, null).substring(1));
        client.upload(declared, made);
        client.post("/merges/%s/version/complete".formatted(id), "{%s}".formatted(holder));
        Answer settled = client.post(
                "/jobs/%s/settle".formatted(lease.path("id").asString()),
                "{'epoch': %d, 'outcome': {'outcome': 'succeeded'}}"
                        .formatted(lease.path("epoch").asLong()));
        assertThat(settled.status()).as(settled.json().toString()).isEqualTo(200);
        return asked;
    }
}
