package io.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Several workers make one version between them. All of them are real processes. */
class CutMergeTests {
    /** 150 MB of weights in nine files of one matrix each. */
    private static final GeneratedModel MODEL = new GeneratedModel(9, 2048);

    private static final int SHARD = 2048 * 2048 * Float.BYTES;
    private static final int PARTS = 3;

    @TempDir
    Path folder;

    private SplitSuite suite;

    @BeforeEach
    void start() throws Exception {
        suite = new SplitSuite(folder);
        suite.startRegistry();
        suite.register("test/base", "base", MODEL.base(folder.resolve("base")), Map.of());
        suite.register(
                "test/adapter", "adapter", MODEL.adapter(folder.resolve("adapter")), Map.of("base", "test/base@1"));
    }

    @AfterEach
    void stop() throws IOException {
        suite.close();
    }

    @Test
    void threeWorkersMakeWhatOneMakes() throws Exception {
        for (int worker = 1; worker <= PARTS; worker++) {
            suite.startWorker("worker-" + worker);
        }
        JsonNode cut = suite.awaitMerge(request("test/cut", PARTS), "SUCCEEDED");
        suite.awaitMerge(request("test/whole", 1), "SUCCEEDED");

        assertThat(cut.path("partsDone").asInt()).isEqualTo(PARTS);
        assertThat(digest("test/cut")).isEqualTo(digest("test/whole")).isEqualTo(localDigest());
        suite.awaitNoOrphans("test/base", "test/adapter", "test/cut", "test/whole");
    }

    @Test
    void theyMakeItAlsoWhenOneOfThemIsKilled() throws Exception {
        ServiceProcess victim = suite.startWorker("victim");
        String merge = request("test/cut", PARTS);
        SplitSuite.await("the victim to be in the middle of its part", () -> hasWritten("victim"));
        suite.startWorker("second");
        suite.startWorker("third");
        victim.kill();
        JsonNode finished = suite.awaitMerge(merge, "SUCCEEDED");

        assertThat(finished.path("attempt").asInt()).isGreaterThan(1);
        assertThat(digest("test/cut")).isEqualTo(localDigest());
        suite.awaitNoOrphans("test/base", "test/adapter", "test/cut");
    }

    /** Whether it has one of its files ready to be sent. */
    private boolean hasWritten(String worker) {
        try (Stream<Path> files = Files.walk(folder.resolve("cache-" + worker).resolve("scratch"))) {
            return files.anyMatch(file -> file.toString().matches(".*/output/model-[^/]*\\.safetensors"));
        } catch (IOException | UncheckedIOException notThereYet) {
            return false;
        }
    }

    private String request(String output, int parts) {
        SplitSuite.Answer requested = suite.post(
                "/merges",
                Map.of(
                        "recipeText", recipe("test/base@1+test/adapter@1"),
                        "output", output,
                        "parts", parts,
                        "shardBytes", SHARD));
        assertThat(requested.status()).as(requested.json().toString()).isEqualTo(202);
        return requested.json().path("id").asString();
    }

    private static String recipe(String model) {
        return "{merge_method: linear, models: [{model: %s, parameters: {weight: 1.0}}]}".formatted(model);
    }

    private String digest(String model) {
        JsonNode version = suite.get("/models/%s/versions/1".formatted(model)).json();
        assertThat(version.path("state").asString()).isEqualTo("READY");
        assertThat(version.path("files")).hasSizeGreaterThan(9);
        return version.path("digest").asString();
    }

    private String localDigest() throws IOException {
        Path local = folder.resolve("local");
        Path recipe =
                Files.writeString(folder.resolve("recipe.yml"), recipe("%s/base+%s/adapter".formatted(folder, folder)));
        int status = Graft.commandLine(Terminal.system())
                .execute(
                        "merge", "--quiet", "--shard-size", String.valueOf(SHARD), recipe.toString(), local.toString());
        assertThat(status).isZero();
        return new Manifest(SplitSuite.describe(local)).digest().toString();
    }
}
