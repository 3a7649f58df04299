package io.graft.cli;

import static io.graft.cli.Command.graft;
import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.merge.Comparing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What PEFT and mergekit made of tiny models, {@code graft merge} makes as well: every folder there is. */
class GoldenMergesTest {
    private static final Path GOLDENS =
            Path.of("../model-core/src/test/resources/goldens").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    static Stream<String> adapters() throws IOException {
        return names("peft");
    }

    static Stream<String> recipes() throws IOException {
        return names("mergekit").filter(name -> !name.equals("models"));
    }

    private static Stream<String> names(String tool) throws IOException {
        try (Stream<Path> goldens = Files.list(GOLDENS.resolve(tool))) {
            return goldens.map(golden -> golden.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void anAdapterMergesAsPeftMergesIt(String name) throws IOException {
        Path golden = GOLDENS.resolve("peft").resolve(name);
        Path merged = merge(Files.exists(golden.resolve("adapter1")) ? both(golden) : one(golden));
        if (!name.endsWith("16")) {
            Comparing.assertWithin(1e-6, merged, golden.resolve("merged"));
        } else if (name.startsWith("dora")) {
            Comparing.assertDecomposedOnce(merged, golden.resolve("base"), golden.resolve("adapter0"));
        } else {
            Comparing.assertRoundedOnce(merged, golden.resolve("base"), golden.resolve("adapter0"));
        }
    }

    /** mergekit measures arcee_fusion's divergences in float32: an element at the threshold may go either way. */
    @ParameterizedTest
    @MethodSource("recipes")
    void aRecipeMakesWhatMergekitMakesOfIt(String name) throws IOException {
        Path golden = GOLDENS.resolve("mergekit").resolve(name);
        for (String model : List.of("base", "a", "b", "c")) {
            Files.createSymbolicLink(
                    folder.resolve(model), GOLDENS.resolve("mergekit/models").resolve(model));
        }
        Path merged = merge(Files.copy(golden.resolve("recipe.yml"), folder.resolve("recipe.yml")));
        if (name.equals("arcee_fusion")) {
            assertThat(Comparing.shareWithin(1e-6, merged, golden.resolve("merged")))
                    .isGreaterThan(0.9999);
        } else {
            Comparing.assertWithin(1e-6, merged, golden.resolve("merged"));
        }
    }

    private Path one(Path golden) throws IOException {
        return Files.writeString(folder.resolve("recipe.yml"), """
                merge_method: linear
                models:
                  - model: %1$s/base+%1$s/adapter0
                    parameters: {weight: 1.0}
                """.formatted(golden));
    }

    private Path both(Path golden) throws IOException {
        return Files.writeString(folder.resolve("recipe.yml"), """
                merge_method: task_arithmetic
                base_model: %1$s/base
                models:
                  - model: %1$s/base+%1$s/adapter0
                    parameters: {weight: 1.0}
                  - model: %1$s/base+%1$s/adapter1
                    parameters: {weight: 1.0}
                """.formatted(golden));
    }

    private Path merge(Path recipe) {
        Path out = folder.resolve("out");
        Command merged = graft("merge", recipe, out);
        assertThat(merged.exit()).as(merged.err()).isZero();
        return out;
    }
}
