package io.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.ArtifactFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What happens when processes die or freeze at the worst moment. All of them are real. */
class SurvivalTests {
    /** 200 MB of weights: long enough to be in the middle of it. */
    private static final GeneratedModel LARGE = new GeneratedModel(12, 2048);

    @TempDir
    Path folder;

    private SplitSuite suite;

    @BeforeEach
    void start() throws IOException {
        suite = new SplitSuite(folder);
    }

    @AfterEach
    void stop() throws IOException {
        suite.close();
    }

    @Test
    void anotherWorkerFinishesTheMergeOfAKilledOne() throws Exception {
        suite.startRegistry();
        registerInputs();
        String merge = requestMerge();
        ServiceProcess first = suite.startWorker("first");
        awaitMerging(merge);
        first.kill();

        suite.startWorker("second");
        JsonNode finished = suite.awaitMerge(merge, "SUCCEEDED");

        assertThat(finished.path("attempt").asInt()).isGreaterThan(1);
        assertOneVersionWithTheBytesOfALocalMerge();
        awaitNoOrphans();
    }

    @Test
    void aWorkerThatWasPausedPastItsLeaseLosesItAndPublishesNothing() throws Exception {
        suite.startRegistry();
        registerInputs();
        String merge = requestMerge();
        ServiceProcess paused = suite.startWorker("paused");
        awaitMerging(merge);
        paused.pause();
        suite.startWorker("successor");
        suite.awaitMerge(merge, "SUCCEEDED");
        JsonNode published = version();

        paused.goOn();

        SplitSuite.await("the paused worker to notice", () -> paused.log().contains("LEASE_LOST"));
        assertThat(version()).isEqualTo(published);
        assertOneVersionWithTheBytesOfALocalMerge();
        awaitNoOrphans();
    }

    @Test
    void anUploadGoesOnAfterTheRegistryWasKilled() throws Exception {
        ServiceProcess registry = suite.startRegistry();
        Path base = LARGE.base(folder.resolve("base"));
        SplitSuite.Answer announced = suite.announce("test/base", "base", base, Map.of());
        Thread upload = Thread.ofVirtual().start(() -> uploadQuietly(announced, base));
        SplitSuite.await("some parts to arrive", () -> partsDone() > 3);
        registry.kill();
        upload.interrupt();
        upload.join();
        suite.startRegistry();

        assertThat(suite.get("/models/test/base/versions/1")
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("PENDING");
        assertThat(suite.get("/models/test/base/versions/latest").status()).isEqualTo(404);
        SplitSuite.Answer again = suite.announce("test/base", "base", base, Map.of());
        assertThat(again.json().path("number").asInt()).isEqualTo(1);
        assertThat(SplitSuite.partsDone(again)).isGreaterThan(3);
        assertThat(suite.upload(again, base)).isLessThan(Files.size(base.resolve("model.safetensors")));
        assertThat(suite.complete("test/base", 1).path("state").asString()).isEqualTo("READY");
        awaitNoOrphans();
    }

    @Test
    void aVersionIsReadyOrNotThereWhenTheRegistryDiesWhileItVerifies() throws Exception {
        ServiceProcess registry = suite.startRegistry();
        Path base = LARGE.base(folder.resolve("base"));
        suite.upload(suite.announce("test/base", "base", base, Map.of()), base);
        Thread completing =
                Thread.ofVirtual().start(() -> suite.post("/models/test/base/versions/1/complete", Map.of()));
        Thread.sleep(150);
        registry.kill();
        completing.join();
        suite.startRegistry();

        JsonNode version = suite.complete("test/base", 1);

        assertThat(version.path("state").asString()).isEqualTo("READY");
        assertThat(version.path("files")).hasSize(SplitSuite.describe(base).size());
        awaitNoOrphans();
    }

    private static String recipe(String base, String adapter) {
        return """
                merge_method: linear
                models:
                  - model: %s+%s
                    parameters: {weight: 1.0}
                """.formatted(base, adapter);
    }

    private void registerInputs() throws Exception {
        suite.register("test/base", "base", LARGE.base(folder.resolve("base")), Map.of());
        suite.register(
                "test/adapter", "adapter", LARGE.adapter(folder.resolve("adapter")), Map.of("base", "test/base@1"));
    }

    private String requestMerge() {
        SplitSuite.Answer requested = suite.post(
                "/merges", Map.of("recipeText", recipe("test/base@1", "test/adapter@1"), "output", "test/merged"));
        assertThat(requested.status()).as(requested.json().toString()).isEqualTo(202);
        return requested.json().path("id").asString();
    }

    private void awaitMerging(String merge) {
        SplitSuite.await("the merge to be in its middle", () -> {
            JsonNode progress = suite.merge(merge).path("progress");
            return progress.path("phase").asString("").equals("merging")
                    && progress.path("doneBytes").asLong() > 0;
        });
    }

    private JsonNode version() {
        return suite.get("/models/test/merged/versions/1").json();
    }

    private void assertOneVersionWithTheBytesOfALocalMerge() throws IOException {
        JsonNode versions = suite.get("/models/test/merged/versions").json().path("items");
        assertThat(versions).hasSize(1);
        assertThat(versions.get(0).path("state").asString()).isEqualTo("READY");
        Path local = folder.resolve("local");
        Path recipe = Files.writeString(folder.resolve("recipe.yml"), recipe(folder + "/base", folder + "/adapter"));
        int status =
                Graft.commandLine(Terminal.system()).execute("merge", "--quiet", recipe.toString(), local.toString());
        assertThat(status).isZero();
        assertThat(digests(version())).isEqualTo(digests(SplitSuite.describe(local)));
    }

    private static Map<String, String> digests(JsonNode version) {
        return version.path("files")
                .valueStream()
                .collect(Collectors.toMap(file -> file.path("path").asString(), file -> file.path("sha256")
                        .asString()));
    }

    private static Map<String, String> digests(List<ArtifactFile> files) {
        return files.stream().collect(Collectors.toMap(ArtifactFile::path, file -> file.sha256()
                .toString()));
    }

    private void awaitNoOrphans() {
        suite.awaitNoOrphans("test/base", "test/adapter", "test/merged");
    }

    private long partsDone() {
        return SplitSuite.partsDone(suite.get("/models/test/base/versions/1/uploads"));
    }

    private void uploadQuietly(SplitSuite.Answer announced, Path source) {
        try {
            suite.upload(announced, source);
        } catch (InterruptedException | RuntimeException e) {
            // The registry died under it and it was told to give up, which is what this test wants.
        }
    }
}
