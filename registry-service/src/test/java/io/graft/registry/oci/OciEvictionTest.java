package io.graft.registry.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.Digest;
import io.graft.registry.EmptyQueue;
import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import io.graft.registry.Weights;
import io.graft.registry.merge.TestWorker;
import io.graft.registry.storage.Sweep;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A merged version whose weights were evicted is an artifact all the same; whoever wants the weights waits until they are made. */
@RegistryTest
class OciEvictionTest {
    private static final Map<String, byte[]> MADE = Weights.model(8103);
    private final Uploader client;
    private final JdbcClient jdbc;
    private final Sweep sweep;

    @Autowired
    OciEvictionTest(@LocalServerPort int port, JdbcClient jdbc, Sweep sweep) {
        this.client = new Uploader(port);
        this.jdbc = jdbc;
        this.sweep = sweep;
    }

    @Test
    void evictedWeightsAreMadeAgainForWhoeverPullsThem() {
        EmptyQueue.of(jdbc);
        base("oci/first", 8101);
        base("oci/second", 8102);
        merge();
        evict();

        assertThat(client.get(path("manifests/1")).status()).isEqualTo(200);
        assertThat(client.get(blob("config.json")).status()).isEqualTo(307);
        assertThat(client.send(client.request(blob("model.safetensors")).HEAD()).status())
                .isEqualTo(200);
        Answer waiting = client.get(blob("model.safetensors"));
        assertThat(waiting.status()).isEqualTo(503);
        assertThat(waiting.header("Retry-After")).isNotEmpty();
        assertThat(waiting.json().path("errors").get(0).path("code").asString()).isEqualTo("UNAVAILABLE");

        TestWorker.claim(client).finish(MADE);
        Answer made = client.get(blob("model.safetensors"));
        assertThat(client.get(made.header("Location")).raw().body()).isEqualTo(MADE.get("model.safetensors"));
    }

    private void base(String name, long seed) {
        client.model(name, "base");
        client.publish(name, Weights.model(seed), null);
    }

    private void merge() {
        Answer asked = client.post("/merges", """
                {'recipeText': 'merge_method: linear\\nmodels:\\n  - model: oci/first@1\\n    parameters: {weight: 0.5}\\n  - model: oci/second@1\\n    parameters: {weight: 0.5}\\n',
                 'output': 'oci/mix'}
                """);
        assertThat(asked.status()).as(asked.json().toString()).isEqualTo(202);
        TestWorker.claim(client).finish(MADE);
    }

    /** As if the version's bytes had been there for long. */
    private void evict() {
        Answer evicted = client.post("/models/oci/mix/versions/1/evict", "{'reason': 'the disk is full'}");
        assertThat(evicted.status()).as(evicted.json().toString()).isEqualTo(200);
        jdbc.sql("update blob set verified_at = verified_at - interval '1 day' where sha256 = :weights")
                .param("weights", digest("model.safetensors").hex())
                .update();
        sweep.run();
    }

    private String blob(String file) {
        return path("blobs/" + digest(file));
    }

    private String path(String rest) {
        return "http://localhost:%d/v2/oci/mix/%s".formatted(client.port(), rest);
    }

    private static Digest digest(String file) {
        return Digest.of(Objects.requireNonNull(MADE.get(file)));
    }
}
