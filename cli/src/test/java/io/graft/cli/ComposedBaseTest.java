package io.graft.cli;

import static io.graft.cli.Command.graft;
import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.Folder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A base that came in chunks, as Hugging Face's clients send it, has no file of its own in the store: whoever reads it gets it
 * composed. It is merged, pulled and proved like any other. Damage comes first: later a worker has the base in its cache.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComposedBaseTest {
    private static final Path BLOBS = Path.of("target/suite/blobs");

    @TempDir
    static Path folder;

    private static Path base;
    private static Path chunks;

    /** Most of the second version is in the store already, so that it is made of stretches of the first. */
    @BeforeAll
    static void sendBaseInChunks() throws Exception {
        Shell shell = Shell.in(folder.resolve("shell"), PythonClients.bin());
        RunningSuite.address();
        Set<Path> before = large();
        base = otherThanAnySent(folder.resolve("base"));
        send(shell);
        Set<Path> after = large();
        after.removeAll(before);
        assertThat(after).as("what is new in the store").hasSize(1);
        chunks = after.iterator().next();
        change(base.resolve("model.safetensors"), 1 << 20, 1 << 16);
        send(shell);
        assertThat(large()).as("nothing large is new").containsAll(after).hasSize(before.size() + 1);
        SampleMerge.pushAdapter("sentiment", "composed/sentiment", "composed/base@2");
    }

    private static void send(Shell shell) throws IOException, InterruptedException {
        shell.bash(
                "HF_ENDPOINT=%s HF_TOKEN=any hf upload composed/base '%s' .".formatted(RunningSuite.address(), base));
    }

    @Test
    @Order(1)
    void damagedChunksAreNotTakenForTheModel() throws IOException {
        flip(chunks);
        Command pulled =
                graft("pull", "composed/base@2", folder.resolve("damaged"), "--registry", RunningSuite.address());
        Command merged = into("composed/damaged");
        flip(chunks);

        assertThat(pulled.exit()).isNotZero();
        assertThat(pulled.err()).contains("model.safetensors");
        assertThat(folder.resolve("damaged/model.safetensors")).doesNotExist();
        assertThat(merged.exit()).isNotZero();
        assertThat(merged.err()).contains("TRANSFER_CORRUPT");
    }

    @Test
    @Order(2)
    void itIsMergedIntoTheBytesThatALocalMergeMakes() throws IOException {
        Command made = into("composed/merged");
        assertThat(made.exit()).as(made.err()).isZero();
        graft("pull", "composed/merged@1", folder.resolve("there"), "--registry", RunningSuite.address());
        graft(
                "merge",
                "--quiet",
                recipe(base.toString(), Samples.adapter("sentiment").toString()),
                folder.resolve("here"));

        assertThat(new Folder(folder.resolve("there")).describe())
                .isEqualTo(new Folder(folder.resolve("here")).describe());
    }

    @Test
    @Order(3)
    void itIsPulledAsItWasSent() throws IOException {
        Command pulled =
                graft("pull", "composed/base@2", folder.resolve("pulled"), "--registry", RunningSuite.address());

        assertThat(pulled.exit()).as(pulled.err()).isZero();
        assertThat(folder.resolve("pulled/model.safetensors"))
                .hasSameBinaryContentAs(base.resolve("model.safetensors"));
    }

    private static Command into(String output) throws IOException {
        Path recipe = recipe("composed/base@2", "composed/sentiment@1");
        return graft("merge", "--into", output, recipe, "--registry", RunningSuite.address());
    }

    private static Path recipe(String base, String adapter) throws IOException {
        return Files.writeString(folder.resolve("recipe.yml"), """
                merge_method: linear
                models:
                  - model: %s+%s
                    parameters: {weight: 1.0}
                """.formatted(base, adapter));
    }

    /** The samples' base but for some weights, so that no other test has sent it. */
    private static Path otherThanAnySent(Path copy) throws IOException {
        Files.createDirectories(copy);
        try (Stream<Path> files = Files.list(Samples.base())) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        Path weights = copy.resolve("model.safetensors");
        change(weights, 1 << 16, Math.toIntExact(Files.size(weights)) - (1 << 16));
        return copy;
    }

    /** Changes the last bits of some weights. */
    private static void change(Path weights, int from, int length) throws IOException {
        byte[] bytes = Files.readAllBytes(weights);
        for (int i = from; i < from + length; i += 1 << 10) {
            bytes[i] ^= 1;
        }
        Files.write(weights, bytes);
    }

    /** The store's files that may hold weights. */
    private static Set<Path> large() throws IOException {
        if (Files.notExists(BLOBS)) {
            return new HashSet<>();
        }
        try (Stream<Path> files = Files.walk(BLOBS)) {
            return files.filter(file -> file.toFile().length() > 1 << 20).collect(Collectors.toSet());
        }
    }

    /** Flips a bit where the second version is like the first; twice is not at all. */
    private static void flip(Path file) throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            long place = content.length() / 4;
            content.seek(place);
            int there = content.read();
            content.seek(place);
            content.write(there ^ 1);
        }
    }
}
