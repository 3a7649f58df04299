package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.method.MergeMethod;
import io.graft.core.method.MergeMethods;
import io.graft.core.tensor.DType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A killed merge goes on from its last finished shard. The process that is killed is real. */
class ResumeTest {
    static final MergeOptions OPTIONS =
            MergeOptions.defaults().withThreads(2).withBlock(1024).withShard(4000);

    private static final String RECIPE = """
            merge_method: linear
            models: [{model: base+lora, parameters: {weight: 1}}]
            """;

    @TempDir
    Path folder;

    private final List<Long> steps = new ArrayList<>();

    @BeforeEach
    void writeInputs() throws IOException {
        Models.llama(folder.resolve("base"), 3, DType.BF16, 1);
        Models.lora(folder.resolve("lora"), 3, DType.F32, 2);
    }

    @Test
    void finishedShardsOfAKilledMergeAreKept() throws Exception {
        MergeResult expected = merge("whole", RECIPE, OPTIONS);
        kill();
        Path kept = shards().getFirst();
        FileTime written = Files.getLastModifiedTime(kept);

        assertThat(merge("out", RECIPE, OPTIONS)).isEqualTo(expected);
        assertThat(steps.getFirst()).isGreaterThan(1024);
        assertThat(Files.getLastModifiedTime(folder.resolve("out").resolve(kept.getFileName())))
                .isEqualTo(written);
        assertNothingIsLeft();
    }

    /** Random numbers, thresholds and norms are the same after a kill as before. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "linear",
                "ties",
                "dare_ties",
                "breadcrumbs",
                "della",
                "sce",
                "model_stock",
                "tsv_m",
                "core_space"
            })
    void whateverTheMethodAKilledMergeEndsInTheSameBytes(String method) throws Exception {
        String recipe = """
                merge_method: %s
                base_model: base
                models: [{model: base+lora}, {model: base+lora2}]
                parameters: {%s}
                """.formatted(method, settings(method));
        Models.lora(folder.resolve("lora2"), 3, DType.F32, 5);
        MergeResult expected = merge("whole", recipe, OPTIONS);
        kill(recipe);

        assertThat(merge("out", recipe, OPTIONS)).isEqualTo(expected);
        assertThat(steps.getFirst()).isGreaterThan(1024);
        assertNothingIsLeft();
    }

    private static String settings(String name) {
        MergeMethod method = MergeMethods.named(name).orElseThrow();
        return Map.of("weight", 0.4, "density", 0.6).entrySet().stream()
                .filter(setting -> method.parameter(setting.getKey()).isPresent())
                .map(setting -> setting.getKey() + ": " + setting.getValue())
                .collect(Collectors.joining(", "));
    }

    @Test
    void aShardThatChangedSinceIsMadeAgain() throws Exception {
        MergeResult expected = merge("whole", RECIPE, OPTIONS);
        kill();
        for (Path shard : shards()) {
            spoil(shard);
        }

        assertThat(merge("out", RECIPE, OPTIONS)).isEqualTo(expected);
        assertThat(steps.getFirst()).isLessThanOrEqualTo(1024);
        assertNothingIsLeft();
    }

    @Test
    void anotherMergeToTheSamePlaceBeginsAnew() throws Exception {
        String other = RECIPE.replace("weight: 1", "weight: 0.5");
        MergeResult expected = merge("whole", other, OPTIONS);
        kill();

        assertThat(merge("out", other, OPTIONS)).isEqualTo(expected);
        assertThat(steps.getFirst()).isLessThanOrEqualTo(1024);
        assertNothingIsLeft();
    }

    @Test
    void otherInputsOfTheSameNamesBeginAnew() throws Exception {
        kill();
        Models.lora(folder.resolve("lora"), 3, DType.F32, 4);

        assertThat(merge("out", RECIPE, OPTIONS)).isEqualTo(merge("whole", RECIPE, OPTIONS));
        assertThat(steps.getFirst()).isLessThanOrEqualTo(1024);
        assertNothingIsLeft();
    }

    @Test
    void aMergeThatStillRunsIsLeftAlone() throws Exception {
        try (Running running = start(RECIPE)) {
            running.awaitHalf();
            MergeResult expected = merge("whole", RECIPE, OPTIONS);

            assertThat(merge("out", RECIPE, OPTIONS)).isEqualTo(expected);
            assertThat(shards()).isNotEmpty();
        }
    }

    private void kill() throws IOException {
        kill(RECIPE);
    }

    private void kill(String recipe) throws IOException {
        try (Running running = start(recipe)) {
            running.awaitHalf();
        }
        assertThat(shards()).isNotEmpty();
    }

    private Running start(String recipe) throws IOException {
        return new Running(new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MergeUntilHalf.class.getName(),
                        folder.toString(),
                        recipe,
                        folder.resolve("out").toString())
                .redirectErrorStream(true)
                .start());
    }

    /** A merge in a process of its own, which ends by SIGKILL. */
    private record Running(Process process) implements AutoCloseable {
        void awaitHalf() throws IOException {
            BufferedReader said = process.inputReader();
            assertThat(said.readLine()).isEqualTo("half");
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }

    /** The finished shards in the hidden folder. */
    private List<Path> shards() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().contains(".out.partial-")
                            && file.toString().endsWith(".safetensors"))
                    .sorted()
                    .toList();
        }
    }

    private static void spoil(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(bytes.length() - 1);
            int last = bytes.read();
            bytes.seek(bytes.length() - 1);
            bytes.write(last ^ 1);
        }
    }

    private MergeResult merge(String output, String recipe, MergeOptions options) throws InterruptedException {
        steps.clear();
        Merging merging = Merging.of(folder, recipe);
        try (MergeInputs inputs = merging.open()) {
            return MergeRun.run(merging.plan(inputs), folder.resolve(output), options, (done, _) -> steps.add(done));
        }
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("."));
        }
    }
}
