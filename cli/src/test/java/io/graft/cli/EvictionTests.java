package io.graft.cli;

import static io.graft.cli.Command.graft;
import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.artifact.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A merged version's bytes go, and come back the same whatever happens meanwhile. All processes are real. */
class EvictionTests {
    /** 150 MB of weights: long enough to be in the middle of it. */
    private static final GeneratedModel LARGE = new GeneratedModel(9, 2048);

    private static final String MERGED = "test/merged@1";

    @TempDir
    static Path folder;

    private static SplitSuite suite;
    private static ServiceProcess worker;

    @BeforeAll
    static void aMergedVersion() throws Exception {
        suite = new SplitSuite(folder);
        suite.startRegistry("graft.verification.mode=off");
        suite.register("test/base", "base", LARGE.base(folder.resolve("base")), Map.of());
        suite.register(
                "test/adapter", "adapter", LARGE.adapter(folder.resolve("adapter")), Map.of("base", "test/base@1"));
        worker = suite.startWorker("maker");
        SplitSuite.Answer asked = suite.post(
                "/merges",
                Map.of(
                        "recipeText",
                        "{merge_method: linear, models: [{model: test/base@1+test/adapter@1, parameters: {weight: 1.0}}]}",
                        "output",
                        "test/merged"));
        suite.awaitMerge(asked.json().path("id").asString(), "SUCCEEDED");
    }

    @AfterAll
    static void stop() throws IOException {
        suite.close();
    }

    @Test
    void twoWhoPullAtOnceGetTheSameBytesAlsoWhenTheWorkerIsKilledHalfWay() throws Exception {
        Set<ArtifactFile> before = files();
        evictAndSweep();

        try (JavaProcess one = pull("one");
                JavaProcess other = pull("other")) {
            SplitSuite.await("the rebuild to be in its middle", this::isMerging);
            worker.kill();
            worker = suite.startSlowWorker("successor");

            assertThat(one.awaitExit()).as(one.output()).isZero();
            assertThat(other.awaitExit()).as(other.output()).isZero();
            assertThat(one.output()).contains("merging");
        }
        assertThat(pulled("one")).isEqualTo(before);
        assertThat(pulled("other")).isEqualTo(before);
        assertThat(files()).isEqualTo(before);
        assertThat(suite.get("/models/test/merged/versions").json().path("items"))
                .hasSize(1);
        assertThat(storage().path("rebuild").path("state").asString()).isEqualTo("SUCCEEDED");
        suite.awaitNoOrphans("test/base", "test/adapter", "test/merged");
    }

    @Test
    void whatWouldBeFreedIsFreed() throws Exception {
        long before = onDisk();
        JsonNode storage = storage();
        evictAndSweep();

        assertThat(storage.path("freeable").asLong()).isGreaterThan(150_000_000L);
        assertThat(before - onDisk()).isEqualTo(storage.path("freeable").asLong());
        Command shown = graft("evict", MERGED, "--dry-run", "--registry", suite.address());
        assertThat(shown.out()).contains("could free 0 B", "evicted    ", "stays      its weights are gone already");

        Command rebuilt = graft("rebuild", MERGED, "--registry", suite.address());
        assertThat(rebuilt.exit()).as(rebuilt.err()).isZero();
        assertThat(onDisk()).isEqualTo(before);
    }

    private JavaProcess pull(String target) throws IOException {
        return JavaProcess.start(
                folder.resolve(target + ".log"),
                "io.graft.cli.Graft",
                "pull",
                MERGED,
                folder.resolve(target).toString(),
                "--registry",
                suite.address());
    }

    private void evictAndSweep() {
        Command evicted = graft("evict", MERGED, "--reason", "The disk is full", "--registry", suite.address());
        assertThat(evicted.exit()).as(evicted.err()).isZero();
        SplitSuite.await("the sweep to take the weights", () -> !areOnDisk());
    }

    private boolean areOnDisk() {
        return files().stream()
                .filter(file -> file.path().endsWith(".safetensors"))
                .anyMatch(file -> suite.isKept(file.sha256()));
    }

    private boolean isMerging() {
        JsonNode progress = storage().path("rebuild").path("progress");
        return progress.path("phase").asString("").equals("merging")
                && progress.path("doneBytes").asLong() > 0;
    }

    private JsonNode storage() {
        return suite.get("/models/test/merged/versions/1/storage").json();
    }

    private Set<ArtifactFile> files() {
        return suite.get("/models/test/merged/versions/1")
                .json()
                .path("files")
                .valueStream()
                .map(file -> new ArtifactFile(
                        file.path("path").asString(),
                        file.path("size").asLong(),
                        Digest.parse(file.path("sha256").asString())))
                .collect(Collectors.toSet());
    }

    private Set<ArtifactFile> pulled(String target) throws IOException {
        return Set.copyOf(new Folder(folder.resolve(target)).describe().files());
    }

    private long onDisk() throws IOException {
        try (Stream<Path> files = Files.walk(suite.blobs())) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
