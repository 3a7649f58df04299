package io.graft.registry.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import io.graft.registry.Weights;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@RegistryTest
class VersionStoryTest {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Uploader client;
    private final JdbcClient jdbc;
    private final Expiry expiry;
    private final int seed = 1000 + COUNT.incrementAndGet();
    private final String base = "story/base-" + seed;
    private final String adapter = "story/adapter-" + seed;
    private final Map<String, byte[]> files = Weights.model(seed, 200);

    @Autowired
    VersionStoryTest(@LocalServerPort int port, JdbcClient jdbc, Expiry expiry) {
        this.client = new Uploader(port);
        this.jdbc = jdbc;
        this.expiry = expiry;
        client.model(base, "base");
        client.model(adapter, "adapter");
    }

    @Test
    void aBaseModelIsAnnouncedUploadedVerifiedAndReady() {
        Answer announced = client.announce(base, files, null);
        assertThat(announced.status()).isEqualTo(201);
        assertThat(announced.header("Location")).isEqualTo("/api/v1/models/%s/versions/1".formatted(base));
        assertThat(announced.json().path("state").asString()).isEqualTo("PENDING");
        client.upload(announced, files);

        JsonNode version = client.complete(base, 1).json();

        assertThat(version.path("state").asString()).as(version.toString()).isEqualTo("READY");
        assertThat(version.path("model").asString()).isEqualTo(base);
        assertThat(version.path("digest").asString()).startsWith("sha256:");
        assertThat(version.path("fingerprint").asString()).startsWith("sha256:");
        assertThat(version.path("config").path("architecture").asString()).isEqualTo("LlamaForCausalLM");
        assertThat(version.path("config").path("parameters").asLong()).isEqualTo(2 * 200 * 200);
        assertThat(version.path("findings").isEmpty()).isTrue();
        assertThat(version.path("readyAt").isNull()).isFalse();
        assertThat(get(base, "1")).isEqualTo(version);
        assertThat(get(base, "latest")).isEqualTo(version);
        assertThat(client.get("/models/" + base).json().path("latestVersion").asInt())
                .isEqualTo(1);
    }

    @Test
    void itsTensorsAreListedFromTheHeader() {
        client.publish(base, files, null);

        JsonNode tensors = client.get("/models/%s/versions/1/tensors".formatted(base))
                .json()
                .path("tensors");

        assertThat(tensors.size()).isEqualTo(2);
        assertThat(tensors.get(0).toString())
                .isEqualTo("{\"name\":\"model.layers.0.self_attn.q_proj.weight\",\"dtype\":\"F32\",\"shape\":[200,200],"
                        + "\"file\":\"model.safetensors\",\"bytes\":160000}");
    }

    @Test
    void itsFilesAreDownloadedWholeOrByRange() {
        client.publish(base, files, null);
        byte[] weights = file("model.safetensors");
        Answer redirect = client.get("/models/%s/versions/latest/files/model.safetensors".formatted(base));
        assertThat(redirect.status()).isEqualTo(302);
        String url = redirect.header("Location");

        Answer whole = client.get(url);
        Answer range = client.send(client.request(url).header("Range", "bytes=100-199"));
        Answer end = client.send(client.request(url).header("Range", "bytes=-10"));
        Answer beyond = client.send(client.request(url).header("Range", "bytes=99999999-"));
        Answer head = client.send(client.request(url).method("HEAD", BodyPublishers.noBody()));
        Answer seen = client.send(client.request(url).header("If-None-Match", whole.header("ETag")));

        assertThat(whole.raw().body()).isEqualTo(weights);
        assertThat(whole.header("Content-Disposition")).contains("model.safetensors");
        assertThat(range.status()).isEqualTo(206);
        assertThat(range.header("Content-Range")).isEqualTo("bytes 100-199/" + weights.length);
        assertThat(range.raw().body()).isEqualTo(Arrays.copyOfRange(weights, 100, 200));
        assertThat(end.raw().body()).isEqualTo(Arrays.copyOfRange(weights, weights.length - 10, weights.length));
        assertThat(beyond.status()).isEqualTo(416);
        assertThat(beyond.code()).isEqualTo("RANGE_UNSATISFIABLE");
        assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(weights.length));
        assertThat(head.raw().body()).isEmpty();
        assertThat(seen.status()).isEqualTo(304);
        assertThat(client.get("/models/%s/versions/1/files/other.json".formatted(base))
                        .code())
                .isEqualTo("FILE_NOT_FOUND");
    }

    @Test
    void aBlobIsFoundByItsDigest() {
        JsonNode version = client.publish(base, files, null);
        String digest = version.path("files").get(1).path("sha256").asString();

        String url = client.get("/blobs/" + digest).header("Location");

        assertThat(client.get(url).raw().body()).isEqualTo(file("model.safetensors"));
        assertThat(client.get(url.replace("signature=", "signature=0")).code()).isEqualTo("URL_FORGED");
        assertThat(client.send(client.request(url).PUT(BodyPublishers.ofString("x")))
                        .status())
                .isEqualTo(405);
    }

    @Test
    void anUploadThatStoppedHalfwayIsResumed() {
        Answer announced = client.announce(base, files, null);
        JsonNode weights = upload(announced, "model.safetensors");
        assertThat(weights.path("parts").size()).isGreaterThan(2);
        client.send(weights.path("parts").get(1), file("model.safetensors"));

        Answer incomplete = client.complete(base, 1);
        Answer again = client.announce(base, files, null);

        assertThat(incomplete.status()).isEqualTo(409);
        assertThat(incomplete.code()).isEqualTo("UPLOAD_INCOMPLETE");
        assertThat(Uploader.texts(incomplete.json().path("paths"))).containsExactly("config.json", "model.safetensors");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("number").asInt()).isEqualTo(1);
        assertThat(upload(again, "model.safetensors")
                        .path("parts")
                        .valueStream()
                        .map(part -> part.path("done").asBoolean()))
                .startsWith(false, true, false);
        assertThat(client.get("/models/%s/versions/1/uploads".formatted(base))
                        .json()
                        .path("uploads")
                        .size())
                .isEqualTo(2);
        client.upload(again, files);
        assertThat(client.complete(base, 1).json().path("state").asString()).isEqualTo("READY");
    }

    @Test
    void aPartThatIsTooShortOrTooLongIsRefused() {
        Answer announced = client.announce(base, files, null);
        String url = upload(announced, "model.safetensors")
                .path("parts")
                .get(0)
                .path("url")
                .asString();

        for (int length : List.of(0, 1, (64 << 10) - 1, (64 << 10) + 1)) {
            Answer refused = client.send(client.request(url).PUT(BodyPublishers.ofByteArray(new byte[length])));
            assertThat(refused.status()).as("%d bytes", length).isEqualTo(400);
            assertThat(refused.code()).isEqualTo("UPLOAD_PART_LENGTH");
        }
    }

    @Test
    void bytesThatWereDamagedOnTheWayAreRejected() {
        Answer announced = client.announce(base, files, null);
        byte[] damaged = file("model.safetensors").clone();
        damaged[damaged.length - 1] ^= 1;
        client.upload(announced, Uploader.files("config.json", file("config.json"), "model.safetensors", damaged));

        JsonNode version = client.complete(base, 1).json();

        assertThat(version.path("state").asString()).isEqualTo("REJECTED");
        assertThat(findings(version)).containsExactly("UPLOAD_CORRUPT at model.safetensors");
        assertThat(client.get("/models/%s/versions/1/files/config.json".formatted(base))
                        .code())
                .isEqualTo("VERSION_NOT_READY");
        assertThat(client.get("/models/%s/versions/latest".formatted(base)).code())
                .isEqualTo("VERSION_NOT_FOUND");
        assertThat(client.publish(base, files, null).path("number").asInt()).isEqualTo(2);
    }

    @Test
    void weightsThatAreNotSafetensorsAreRejectedWithTheFileAndTheReason() {
        byte[] weights = file("model.safetensors").clone();
        weights[8] = 'x';

        JsonNode version = client.publish(
                base, Uploader.files("config.json", file("config.json"), "model.safetensors", weights), null);

        assertThat(version.path("state").asString()).isEqualTo("REJECTED");
        assertThat(findings(version)).containsExactly("HEADER_START_WRONG at model.safetensors");
    }

    @Test
    void aModelWithoutConfigOrWeightsIsRejected() {
        JsonNode noConfig = client.publish(base, Uploader.files("model.safetensors", file("model.safetensors")), null);
        JsonNode noWeights = client.publish(base, Uploader.files("config.json", file("config.json")), null);

        assertThat(findings(noConfig)).containsExactly("CONFIG_MISSING at config.json");
        assertThat(findings(noWeights)).containsExactly("WEIGHTS_MISSING at the base");
    }

    @Test
    void shardsThatDisagreeWithTheirIndexAreRejected() {
        JsonNode version = client.publish(
                base,
                Uploader.files(
                        "config.json",
                        file("config.json"),
                        "model-00001-of-00001.safetensors",
                        file("model.safetensors"),
                        "model.safetensors.index.json",
                        "{\"weight_map\": {\"other\": \"model-00001-of-00001.safetensors\"}}"),
                null);

        assertThat(version.path("state").asString()).isEqualTo("REJECTED");
        assertThat(version.path("findings").get(0).path("code").asString()).startsWith("TENSOR_NOT_IN_");
    }

    @Test
    void theFingerprintDoesNotDependOnHowTheTensorsAreSpreadOverFiles() {
        Map<String, byte[]> small = Weights.model(seed, 4);
        JsonNode whole = client.publish(base, small, null);
        JsonNode sharded = client.publish(
                base,
                Uploader.files(
                        "config.json",
                        file("config.json"),
                        "model-00001-of-00001.safetensors",
                        Objects.requireNonNull(small.get("model.safetensors")),
                        "model.safetensors.index.json",
                        """
                        {"metadata": {}, "weight_map": {
                          "model.layers.0.self_attn.q_proj.weight": "model-00001-of-00001.safetensors",
                          "model.layers.0.self_attn.v_proj.weight": "model-00001-of-00001.safetensors"}}
                        """),
                null);

        assertThat(sharded.path("state").asString()).as(sharded.toString()).isEqualTo("READY");
        assertThat(sharded.path("fingerprint")).isEqualTo(whole.path("fingerprint"));
        assertThat(sharded.path("digest")).isNotEqualTo(whole.path("digest"));
    }

    @Test
    void theSameBytesAreNotSentTwice() {
        client.publish(base, files, null);

        Answer same = client.announce(base, files, null);
        Answer other = client.announce(base, Weights.changed(files, "config.json", "\"llama\"", "\"mistral\""), null);

        assertThat(same.status()).as("nothing new").isEqualTo(200);
        assertThat(same.json().path("number").asInt()).isEqualTo(1);
        assertThat(same.json().path("state").asString()).isEqualTo("READY");
        assertThat(other.status()).isEqualTo(201);
        assertThat(Uploader.texts(other.json().path("present"))).containsExactly("model.safetensors");
        assertThat(other.json().path("uploads").size()).isEqualTo(1);
        client.upload(other, Weights.changed(files, "config.json", "\"llama\"", "\"mistral\""));
        assertThat(client.complete(base, 2).json().path("state").asString()).isEqualTo("READY");
    }

    @Test
    void anAdapterIsPinnedToItsBase() {
        client.publish(base, files, null);

        JsonNode version = client.publish(adapter, Weights.adapter(seed, 200), base + "@latest");

        assertThat(version.path("state").asString()).as(version.toString()).isEqualTo("READY");
        assertThat(version.path("base").toString()).isEqualTo("{\"model\":\"%s\",\"number\":1}".formatted(base));
        assertThat(version.path("fingerprint").isNull()).isTrue();
        assertThat(version.path("config").path("rank").asInt()).isEqualTo(2);
        assertThat(version.path("config").path("alpha").asInt()).isEqualTo(4);
        assertThat(Uploader.texts(version.path("config").path("targetModules"))).containsExactly("q_proj");
    }

    @Test
    void anAdapterThatDoesNotFitItsBaseIsRejected() {
        client.publish(base, files, null);

        JsonNode version = client.publish(adapter, Weights.adapter(seed, 100), base + "@1");

        assertThat(version.path("state").asString()).isEqualTo("REJECTED");
        assertThat(findings(version))
                .containsExactly("ADAPTER_SHAPE_MISMATCH at the base: model.layers.0.self_attn.q_proj.weight");
    }

    @Test
    void anAdapterThatCannotBeMergedIsKeptWithAWarning() {
        client.publish(base, files, null);
        Map<String, byte[]> pooling = Weights.changed(
                Weights.adapter(seed, 200), "adapter_config.json", "\"r\": 2", "\"r\": 2, \"use_qalora\": true");

        JsonNode version = client.publish(adapter, pooling, base + "@1");

        assertThat(version.path("state").asString()).isEqualTo("READY");
        assertThat(version.path("findings").get(0).path("severity").asString()).isEqualTo("warning");
        assertThat(version.path("findings").get(0).path("message").asString()).contains("QA-LoRA");
    }

    @Test
    void anAdapterOfAnAdapterOrOfSomethingUnfinishedIsRefused() {
        client.announce(base, files, null);

        assertThat(client.announce(adapter, Weights.adapter(1, 8), base + "@1").code())
                .isEqualTo("VERSION_NOT_READY");
        assertThat(client.announce(adapter, Weights.adapter(1, 8), base).code())
                .isEqualTo("VERSION_REFERENCE_MALFORMED");
    }

    @Test
    void trainingFactsAreKeptAsStated() {
        String facts =
                "{'method': 'LoRA', 'learningRate': 2.0E-4, 'epochs': 3, 'dataMix': {'general': 0.2, 'support': 0.8},"
                        + " 'replay': true, 'ewc': 0.5, 'frozenLayers': [0, 1], 'quantisedBase': 'nf4', 'seed': 7,"
                        + " 'datasets': ['support-2026']}";
        String form = Uploader.announcement(files, null).replace("}]}", "}],\"trainingFacts\":" + facts + "}");
        Answer announced = client.post("/models/%s/versions".formatted(base), form);

        JsonNode version = get(base, "1");

        assertThat(announced.status()).as(announced.json().toString()).isEqualTo(201);
        assertThat(version.path("trainingFacts").path("dataMix").path("general").asDouble())
                .isEqualTo(0.2);
        assertThat(version.path("trainingFacts").path("quantisedBase").asString())
                .isEqualTo("nf4");
    }

    @Test
    void twentyVersionsMadeInOneMomentGetNumbersWithoutGap() throws Exception {
        List<Integer> numbers = AtOnce.times(20, number -> client.announce(
                        base, Uploader.files("config.json", "{\"number\": %d}".formatted(number)), null)
                .json()
                .path("number")
                .asInt());

        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 20).boxed().toList());
    }

    @Test
    void twentyWhoAnnounceTheSameFilesShareOneVersion() throws Exception {
        List<Integer> numbers = AtOnce.times(
                20,
                _ -> client.announce(base, files, null).json().path("number").asInt());

        assertThat(numbers).containsOnly(1);
    }

    @Test
    void versionsAreListedFromTheNewestOn() {
        for (int i = 0; i < 5; i++) {
            client.announce(base, Uploader.files("config.json", "{\"i\": %d}".formatted(i)), null);
        }

        JsonNode first =
                client.get("/models/%s/versions?limit=3".formatted(base)).json();
        JsonNode second = client.get("/models/%s/versions?limit=3&cursor=%s"
                        .formatted(base, first.path("next").asString()))
                .json();

        assertThat(numbers(first)).containsExactly(5, 4, 3);
        assertThat(numbers(second)).containsExactly(2, 1);
        assertThat(second.path("next").isNull()).isTrue();
    }

    @Test
    void aVersionThatNobodyWentOnWithIsRejectedAndItsUploadsEnd() {
        Answer announced = client.announce(base, files, null);
        client.send(upload(announced, "config.json").path("parts").get(0), file("config.json"));
        jdbc.sql("update version set touched_at = now() - interval '25 hours' where state = 'PENDING'")
                .update();

        expiry.run();

        assertThat(findings(get(base, "1"))).containsExactly("UPLOAD_ABANDONED at %s@1".formatted(base));
        assertThat(client.get("/models/%s/versions/1/uploads".formatted(base))
                        .json()
                        .path("uploads")
                        .isEmpty())
                .isTrue();
        assertThat(client.announce(base, files, null).json().path("number").asInt())
                .isEqualTo(2);
    }

    @Test
    void aVerificationWhoseRegistryDiedIsTakenUpByAnother() throws Exception {
        Answer announced = client.announce(base, files, null);
        client.upload(announced, files);
        jdbc.sql("""
                insert into scheduled_tasks
                       (task_name, task_instance, execution_time, picked, picked_by, last_heartbeat, version)
                select 'verify-version', v.id::text, now(), true, 'the-dead', now() - interval '1 minute', 1
                  from version v join model m on m.id = v.model_id where m.namespace || '/' || m.name = :model
                """).param("model", base).update();

        JsonNode version = client.complete(base, 1).json();

        assertThat(version.path("state").asString()).isEqualTo("READY");
    }

    private JsonNode get(String model, String version) {
        return client.get("/models/%s/versions/%s".formatted(model, version)).json();
    }

    private byte[] file(String path) {
        return Objects.requireNonNull(files.get(path));
    }

    private static JsonNode upload(Answer announced, String path) {
        return announced
                .json()
                .path("uploads")
                .valueStream()
                .filter(upload -> upload.path("path").asString().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> findings(JsonNode version) {
        return version.path("findings")
                .valueStream()
                .map(finding -> finding.path("code").asString() + " at "
                        + finding.path("where").asString())
                .toList();
    }

    private static List<Integer> numbers(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(version -> version.path("number").asInt())
                .toList();
    }
}
