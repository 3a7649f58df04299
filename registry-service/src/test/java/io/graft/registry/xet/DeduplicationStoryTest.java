package io.graft.registry.xet;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.Digest;
import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import io.graft.registry.Weights;
import io.graft.registry.storage.Blobs;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What two versions share is kept once, and nobody who reads them notices. */
@RegistryTest
class DeduplicationStoryTest {
    private static final int WIDTH = 1024;
    private static final int LAYERS = 10;

    private final Uploader registry;
    private final Deduplication deduplication;
    private final Blobs blobs;
    private final JdbcClient jdbc;

    @Autowired
    DeduplicationStoryTest(@LocalServerPort int port, Deduplication deduplication, Blobs blobs, JdbcClient jdbc) {
        this.registry = new Uploader(port);
        this.deduplication = deduplication;
        this.blobs = blobs;
        this.jdbc = jdbc;
    }

    @Test
    void aMergeThatChangedLittleKeepsLittle() {
        Map<String, byte[]> base = model(1);
        Map<String, byte[]> merged = changed(base, 0.15);
        registry.model("sharing/base", "base");
        registry.publish("sharing/base", base, null);
        deduplication.run();
        long before = kept();
        registry.publish("sharing/base", merged, null);
        assertThat(kept() - before).isEqualTo(weights(merged).length);
        deduplication.run();

        long stored = kept() - before;
        System.out.printf(
                "A merge that changed 15 %% of %d bytes keeps %d: %.1f %%%n",
                weights(merged).length, stored, 100.0 * stored / weights(merged).length);
        assertThat(stored).isLessThan(weights(merged).length / 5);
        assertThat(download(2).raw().body()).isEqualTo(weights(merged));
        assertThat(download(1).raw().body()).isEqualTo(weights(base));
        assertThat(registry.get("/models/sharing/base/versions/2/storage")
                        .json()
                        .path("freeable")
                        .asLong())
                .isEqualTo(stored);
        assertThat(registry.get("/models/sharing/base/versions/1/storage")
                        .json()
                        .path("freeable")
                        .asLong())
                .isZero();
        assertThat(registry.get("/storage/sharing").json().path("saved").asLong())
                .isGreaterThanOrEqualTo(weights(merged).length - stored);
        assertThat(blobs.local(Digest.of(weights(base)))).isPresent();
        assertThat(blobs.local(Digest.of(weights(merged)))).isEmpty();
    }

    private Answer download(int version) {
        String path = "/models/sharing/base/versions/%d/files/model.safetensors".formatted(version);
        return registry.get(registry.get(path).header("Location"));
    }

    private long kept() {
        return jdbc.sql("select sum(size) from blob where location not like 'composed %' and size > 100000")
                .query(Long.class)
                .single();
    }

    private static byte[] weights(Map<String, byte[]> model) {
        return Objects.requireNonNull(model.get("model.safetensors"));
    }

    private static Map<String, byte[]> model(long seed) {
        Weights weights = Weights.seeded(seed);
        for (int layer = 0; layer < LAYERS; layer++) {
            weights.with("model.layers.%d.self_attn.q_proj.weight".formatted(layer), WIDTH, WIDTH);
        }
        Map<String, byte[]> model = new HashMap<>(Weights.model(seed));
        model.put("model.safetensors", weights.bytes());
        return model;
    }

    /** In each layer the first part, as an adapter of one module does. */
    private static Map<String, byte[]> changed(Map<String, byte[]> model, double share) {
        byte[] weights = weights(model).clone();
        int layer = WIDTH * WIDTH * Float.BYTES;
        int header = weights.length - (LAYERS * layer);
        Random random = new Random(5);
        for (int i = 0; i < LAYERS; i++) {
            byte[] noise = new byte[(int) (layer * share)];
            random.nextBytes(noise);
            System.arraycopy(noise, 0, weights, header + (i * layer), noise.length);
        }
        Map<String, byte[]> changed = new HashMap<>(model);
        changed.put("model.safetensors", weights);
        assertThat(Arrays.equals(weights, weights(model))).isFalse();
        return changed;
    }
}
