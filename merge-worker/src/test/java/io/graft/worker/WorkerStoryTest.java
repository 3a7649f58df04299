package io.graft.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.Manifest;
import io.graft.core.merge.MergeInputs;
import io.graft.core.merge.MergeListener;
import io.graft.core.merge.MergeOptions;
import io.graft.core.merge.MergePlan;
import io.graft.core.merge.MergeRun;
import io.graft.core.recipe.Recipe;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

/** Workers on a real registry, over real HTTP. */
@ExtendWith(RunningRegistry.Shared.class)
class WorkerStoryTest {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final TinyLora TINY = new TinyLora(160);

    private final int seed = 1000 * COUNT.incrementAndGet();
    private final String base = "acme/base" + seed;
    private final String adapter = "acme/lora" + seed;
    private final String output = "acme/out" + seed;
    private final RunningRegistry registry;
    private final Uploader client;
    private final List<AutoCloseable> open = new ArrayList<>();

    @TempDir
    private Path folder;

    WorkerStoryTest(RunningRegistry registry) {
        this.registry = registry;
        this.client = new Uploader(registry.port());
    }

    @BeforeEach
    void aBaseAndAnAdapter() {
        client.model(base, "base");
        client.publish(base, TINY.model(seed), null);
        client.model(adapter, "adapter");
        client.publish(adapter, TINY.adapter(seed + 1), base + "@1");
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    @Test
    void anAdapterIsMergedIntoItsBaseAndPublished() throws Exception {
        worker(registry.address(), null);
        JsonNode merge = finished(ask());

        assertThat(merge.path("state").asString()).as(merge.toString()).isEqualTo("SUCCEEDED");
        assertThat(merge.path("version").asInt()).isEqualTo(1);
        assertThat(TinyLora.data(download("model.safetensors"))).isEqualTo(TINY.merged(seed, seed + 1));
        JsonNode lineage = client.get("/models/" + output + "/versions/1/lineage?direction=up&depth=5")
                .json();
        assertThat(lineage.path("edges").toString())
                .contains(edge(base, output, "merge"))
                .contains(edge(adapter, output, "merge"))
                .contains(edge(base, adapter, "adapter"));
    }

    @Test
    void theVersionIsByteForByteWhatAMergeOfLocalFilesMakes() throws Exception {
        worker(registry.address(), null);
        finished(ask());
        Path local = folder.resolve("local");
        Recipe recipe = Recipe.parse(
                "{merge_method: linear, models: [{model: %s+%s, parameters: {weight: 1}}]}"
                        .formatted(write("base", TINY.model(seed)), write("lora", TINY.adapter(seed + 1))),
                "recipe");
        Manifest made;
        try (MergeInputs inputs = MergeInputs.open(recipe, source -> Path.of(source.toString()))) {
            made = MergeRun.run(
                            MergePlan.of(recipe, inputs),
                            local,
                            MergeOptions.defaults().withThreads(2),
                            MergeListener.NONE)
                    .manifest();
        }

        assertThat(digest(output)).isEqualTo(made.digest().toString());
        assertThat(download("graft_provenance.json"))
                .isEqualTo(Files.readAllBytes(local.resolve("graft_provenance.json")));
    }

    @Test
    void aMergeThatWasCutMakesTheSameVersionAsOneInOnePiece() throws Exception {
        worker(registry.address(), null);
        worker(registry.address(), null);
        finished(ask());
        String inParts = linear(base + "@1+" + adapter + "@1")
                .replace("'output': '" + output, "'parts': 3, 'output': '" + output + "-cut");
        JsonNode cut = finished(client.post("/merges", inParts));

        assertThat(cut.path("state").asString()).as(cut.toString()).isEqualTo("SUCCEEDED");
        assertThat(cut.path("partsDone").asInt()).isEqualTo(3);
        assertThat(digest(output + "-cut")).isEqualTo(digest(output));
        awaitEmpty(folder.resolve("cache/scratch"));
    }

    @Test
    void askingAgainGivesTheSameVersionWithoutAnotherJob() throws Exception {
        worker(registry.address(), null);
        JsonNode first = finished(ask());
        Answer again = ask();

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("id")).isEqualTo(first.path("id"));
        assertThat(again.json().path("version").asInt()).isEqualTo(1);
    }

    @Test
    void whatAWorkerNeededIsGoneWhenItIsDone() throws Exception {
        worker(registry.address(), null);
        finished(ask());
        awaitEmpty(folder.resolve("cache/scratch"));
    }

    @Test
    void aMergeThatCannotBeIsRefusedWithItsFindingsBeforeItIsQueued() {
        String other = "acme/other" + seed;
        client.model(other, "base");
        client.publish(other, new TinyLora(96).model(seed + 5), null);
        Answer refused = client.post("/merges", linear(base + "@1", other + "@1"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("MERGE_REFUSED");
        assertThat(refused.json().path("findings").get(0).path("where").asString())
                .contains("q_proj");
    }

    @Test
    void anAdapterIsRefusedOnAnotherBaseThanItsOwn() {
        String other = "acme/other" + seed;
        client.model(other, "base");
        client.publish(other, TINY.model(seed + 5), null);
        Answer refused = client.post("/merges", linear(other + "@1+" + adapter + "@1"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("findings").toString()).contains("BASE_MISMATCH");
    }

    @Test
    void aMergeThatFailsSaysWhyAndIsNotTriedAgain() throws Exception {
        String broken = "acme/broken" + seed;
        client.model(broken, "base");
        client.publish(broken, TINY.brokenModel(seed + 5), null);
        worker(registry.address(), null);
        JsonNode merge = finished(client.post("/merges", linear(base + "@1", broken + "@1")));

        assertThat(merge.path("state").asString()).isEqualTo("FAILED");
        assertThat(merge.path("attempt").asInt()).isEqualTo(1);
        assertThat(merge.path("error").path("code").asString()).isEqualTo("MERGE_NOT_FINITE");
        assertThat(merge.path("error").path("where").asString()).contains("q_proj");
        assertThat(merge.path("error").path("remedy").asString()).isNotEmpty();
        assertThat(client.get("/models/" + output + "/versions/latest").status())
                .isEqualTo(404);
    }

    @Test
    void aRunningMergeIsCancelled() throws Exception {
        Door door = door();
        door.hold(path -> path.contains("/blobs/"));
        worker(door.address(), null);
        Answer asked = ask();
        await(asked, merge -> merge.path("progress").path("phase").asString().equals("fetching"));
        client.post("/merges/" + id(asked) + "/cancel", "");

        assertThat(finished(asked).path("state").asString()).isEqualTo("CANCELLED");
        awaitEmpty(folder.resolve("cache/scratch"));
    }

    @Test
    void aMergeOutlivesARegistryThatIsAwayWhileItUploads() throws Exception {
        Door door = door();
        door.hold(path -> path.contains("/uploads/"));
        worker(door.address(), null);
        Answer asked = ask();
        door.awaitRequest("/uploads/");
        door.lose(path -> path.contains("/version") || path.contains("/settle"));
        Thread.sleep(200);
        door.open();

        JsonNode merge = finished(asked);
        assertThat(merge.path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(merge.path("attempt").asInt()).isEqualTo(1);
    }

    @Test
    void aWorkerThatLostItsLeasePublishesNothingOverItsSuccessor() throws Exception {
        Door door = door();
        door.hold(path -> path.endsWith("/complete"));
        worker(door.address(), null);
        Answer asked = ask();
        door.awaitRequest("/complete");
        door.lose(path -> path.endsWith("/heartbeat") || path.endsWith("/claim"));
        registry.expireLeases();
        await(asked, merge -> merge.path("state").asString().equals("QUEUED"));
        worker(registry.address(), null);
        JsonNode merge = finished(asked);
        door.open();

        assertThat(merge.path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(merge.path("attempt").asInt()).isEqualTo(2);
        awaitEmpty(folder.resolve("cache/scratch"));
        assertThat(client.get("/models/" + output + "/versions")
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(1);
        assertThat(TinyLora.data(download("model.safetensors"))).isEqualTo(TINY.merged(seed, seed + 1));
    }

    @Test
    void aWorkerThatClosesGivesItsMergeToAnother() throws Exception {
        Door door = door();
        door.hold(path -> path.contains("/blobs/"));
        MergeWorker first = worker(door.address(), null);
        Answer asked = ask();
        door.awaitRequest("/blobs/");
        first.close();

        worker(registry.address(), null);
        JsonNode merge = finished(asked);
        assertThat(merge.path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(merge.path("attempt").asInt()).isEqualTo(1);
    }

    @Test
    void aWorkerBesideTheRegistryMovesNoBytesOverHttp() throws Exception {
        Door door = door();
        door.lose(path -> path.contains("/blobs/"));
        worker(door.address(), registry.folder());
        JsonNode merge = finished(ask());

        assertThat(merge.path("state").asString()).as(merge.toString()).isEqualTo("SUCCEEDED");
        assertThat(TinyLora.data(download("model.safetensors"))).isEqualTo(TINY.merged(seed, seed + 1));
    }

    private Door door() throws IOException {
        Door door = new Door(registry.port());
        open.add(door);
        return door;
    }

    /** All workers of a test share one cache. */
    private MergeWorker worker(URI registry, @Nullable Path blobs) throws IOException {
        MergeWorker worker = new MergeWorker(new WorkerSettings(
                registry,
                "worker" + open.size(),
                folder.resolve("cache"),
                DataSize.ofMegabytes(10),
                1,
                DataSize.ofMegabytes(16),
                false,
                blobs,
                ""));
        worker.start();
        open.add(worker);
        return worker;
    }

    private Answer ask() {
        return client.post("/merges", linear(base + "@1+" + adapter + "@1"));
    }

    private String linear(String... models) {
        String listed = Stream.of(models)
                .map("- {model: %s, parameters: {weight: 1}}\\n"::formatted)
                .collect(Collectors.joining());
        return "{'output': '%s', 'recipeText': 'merge_method: linear\\nmodels:\\n%s'}".formatted(output, listed);
    }

    private JsonNode finished(Answer asked) throws InterruptedException {
        assertThat(asked.status()).as(asked.json().toString()).isEqualTo(202);
        return await(asked, merge -> !merge.path("finishedAt").isNull());
    }

    private JsonNode await(Answer asked, Predicate<JsonNode> arrived) throws InterruptedException {
        for (int i = 0; i < 3000 && !arrived.test(show(asked)); i++) {
            Thread.sleep(20);
        }
        JsonNode merge = show(asked);
        assertThat(arrived.test(merge)).as(merge.toString()).isTrue();
        return merge;
    }

    private JsonNode show(Answer asked) {
        return client.get("/merges/" + id(asked)).json();
    }

    private static String id(Answer asked) {
        return asked.json().path("id").asString();
    }

    private Path write(String name, Map<String, byte[]> files) throws IOException {
        Path written = Files.createDirectory(folder.resolve(name));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(written.resolve(file.getKey()), file.getValue());
        }
        return written;
    }

    private String digest(String model) {
        return client.get("/models/" + model + "/versions/1")
                .json()
                .path("digest")
                .asString();
    }

    private byte[] download(String file) {
        Answer answer = client.get("/models/" + output + "/versions/latest/files/" + file);
        return client.get(answer.raw().headers().firstValue("Location").orElseThrow())
                .raw()
                .body();
    }

    private static String edge(String from, String to, String relation) {
        return "{\"from\":\"%s@1\",\"to\":\"%s@1\",\"relation\":\"%s\"".formatted(from, to, relation);
    }

    /** Of jobs; the worker's own folder and its lock may stand. */
    private static void awaitEmpty(Path scratch) throws Exception {
        for (int i = 0; i < 500 && filesIn(scratch) > 0; i++) {
            Thread.sleep(20);
        }
        assertThat(filesIn(scratch)).isZero();
    }

    private static long filesIn(Path scratch) throws IOException {
        try (Stream<Path> files = Files.walk(scratch)) {
            return files.filter(file ->
                            Files.isRegularFile(file) && !file.toString().endsWith(".lock"))
                    .count();
        } catch (java.io.UncheckedIOException deletedMeanwhile) {
            return 1;
        }
    }
}
