package io.graft.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Weights;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The Hub's own command and Python client, unmodified, upload and download: through Xet as newer ones do, and through Git LFS. */
@RegistryTest
class HubUploadClientTest {
    private static final String WEIGHTS = "model.safetensors";
    /** Of the layers of a model whose weights are sent in more than one part. */
    private static final int WIDE = 3000;

    private static final int NARROW = 600;
    private static final int SHARDS = 12;

    private final Python python = Python.installed();
    private final Traffic traffic;
    private final Uploader registry;
    private final String endpoint;
    private final String namespace = "up" + UUID.randomUUID().toString().substring(0, 8);

    @TempDir
    private Path folder = Path.of("");

    @Autowired
    HubUploadClientTest(@LocalServerPort int port, Traffic traffic) {
        this.registry = new Uploader(port);
        this.endpoint = "http://localhost:" + port;
        this.traffic = traffic;
    }

    private Python.Session session(String disableXet) {
        return new Python.Session(folder, endpoint, Map.of("HF_HUB_DISABLE_XET", disableXet));
    }

    @ParameterizedTest(name = "HF_HUB_DISABLE_XET={0}")
    @ValueSource(strings = {"0", "1"})
    void whatWasUploadedIsAVersionAndComesBackByteForByte(String disableXet) {
        Map<String, byte[]> model = model(WIDE, 11);
        Folders.write(folder.resolve("model"), model);
        String name = namespace + "/model" + disableXet;
        succeed(session(disableXet), "upload", name, "model");
        assertThat(version(name, 1).path("state").asString()).isEqualTo("READY");
        assertThat(version(name, 1).path("findings").size()).isZero();
        succeed(session(disableXet), "download", name, "--local-dir", "copy");
        Folders.assertHolds(folder.resolve("copy"), model);
    }

    @ParameterizedTest(name = "HF_HUB_DISABLE_XET={0}")
    @ValueSource(strings = {"0", "1"})
    void aSecondUploadOfTheSameBytesSendsNoneOfThem(String disableXet) {
        Map<String, byte[]> model = model(NARROW, 12 + Integer.parseInt(disableXet));
        Folders.write(folder.resolve("model"), model);
        long before = traffic.received();
        succeed(session(disableXet), "upload", namespace + "/first" + disableXet, "model");
        long first = traffic.received() - before;
        succeed(session(disableXet), "upload", namespace + "/second" + disableXet, "model");
        long second = traffic.received() - before - first;
        int weights = weights(model).length;
        System.out.printf(
                "HF_HUB_DISABLE_XET=%s: of %d bytes the first upload sent %d, the second %d%n",
                disableXet, weights, first, second);
        assertThat(first).isGreaterThan(weights * 9L / 10);
        assertThat(second).isLessThan(16 << 10);
        assertThat(version(namespace + "/second" + disableXet, 1).path("state").asString())
                .isEqualTo("READY");
    }

    /** Git LFS goes on with the next file, Xet with the next chunks. */
    @ParameterizedTest(name = "HF_HUB_DISABLE_XET={0}")
    @ValueSource(strings = {"0", "1"})
    void anUploadThatWasKilledDoesNotSendAgainWhatHasArrived(String disableXet) {
        Map<String, byte[]> model = sharded(disableXet.equals("0") ? 100 : 200);
        Folders.write(folder.resolve("model"), model);
        long size = model.values().stream().mapToLong(bytes -> bytes.length).sum();
        String name = namespace + "/killed" + disableXet;
        long before = traffic.received();
        python.hfUntil(() -> traffic.received() - before > size * 3 / 4, session(disableXet), "upload", name, "model");
        assertThat(registry.get("/models/" + name).status()).isEqualTo(404);
        long first = traffic.received() - before;
        succeed(session(disableXet), "upload", name, "model");
        long second = traffic.received() - before - first;
        System.out.printf(
                "HF_HUB_DISABLE_XET=%s: of %d bytes %d were sent before the client was killed, %d after%n",
                disableXet, size, first, second);
        assertThat(second).isLessThan(size * 3 / 4);
        assertThat(version(name, 1).path("state").asString()).isEqualTo("READY");
    }

    @Test
    void aModelOfWhichLittleChangedSendsLittle() {
        Map<String, byte[]> model = model(WIDE, 14);
        Folders.write(folder.resolve("model"), model);
        succeed(session("0"), "upload", namespace + "/tuned", "model");
        byte[] tuned = weights(model).clone();
        byte[] noise = new byte[tuned.length / 10];
        new Random(15).nextBytes(noise);
        System.arraycopy(noise, 0, tuned, tuned.length / 2, noise.length);
        Folders.write(folder.resolve("model"), Map.of(WEIGHTS, tuned));
        long before = traffic.received();
        succeed(
                session("0").with("HF_XET_CACHE", folder.resolve("forgotten").toString()),
                "upload",
                namespace + "/tuned",
                "model");
        long sent = traffic.received() - before;
        System.out.printf(
                "10 %% of %d bytes changed, and %d were sent: %.1f %%%n",
                tuned.length, sent, 100.0 * sent / tuned.length);
        assertThat(sent).isLessThan(tuned.length / 5);
        assertThat(version(namespace + "/tuned", 2).path("state").asString()).isEqualTo("READY");
        succeed(session("0"), "download", namespace + "/tuned", "--local-dir", "copy");
        Folders.assertHolds(folder.resolve("copy"), Map.of(WEIGHTS, tuned));
    }

    private void succeed(Python.Session session, String... arguments) {
        Tool.Run run = python.hf(session, arguments);
        assertThat(run.exit()).as(run.output()).isZero();
    }

    private tools.jackson.databind.JsonNode version(String model, int number) {
        return registry.get("/models/%s/versions/%d".formatted(model, number)).json();
    }

    private static byte[] weights(Map<String, byte[]> model) {
        return Objects.requireNonNull(model.get(WEIGHTS));
    }

    private static Map<String, byte[]> sharded(long seed) {
        Map<String, byte[]> model = new HashMap<>(Weights.model(seed));
        model.remove(WEIGHTS);
        StringBuilder index = new StringBuilder();
        for (int shard = 1; shard <= SHARDS; shard++) {
            String tensor = "model.layers.%d.self_attn.q_proj.weight".formatted(shard);
            String file = "model-%05d-of-%05d.safetensors".formatted(shard, SHARDS);
            model.put(
                    file,
                    Weights.seeded(seed + shard).with(tensor, WIDE, NARROW).bytes());
            index.append("%s\"%s\": \"%s\"".formatted(shard == 1 ? "" : ", ", tensor, file));
        }
        model.put(
                "model.safetensors.index.json",
                "{\"metadata\": {}, \"weight_map\": {%s}}".formatted(index).getBytes(StandardCharsets.UTF_8));
        return model;
    }

    private static Map<String, byte[]> model(int width, long seed) {
        Map<String, byte[]> model = new HashMap<>(Weights.model(seed, width));
        model.put("README.md", "---\nlicense: mit\n---\n# A model\n".getBytes(StandardCharsets.UTF_8));
        return model;
    }
}
