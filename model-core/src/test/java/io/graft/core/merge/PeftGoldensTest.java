package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.adapter.Adapter;
import io.graft.core.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeftGoldensTest {
    private static final String MERGE = """
            merge_method: linear
            models:
              - model: base+adapter0
                parameters: {weight: 1.0}
            """;

    @TempDir
    Path folder;

    private static List<String> inFloat32() throws IOException {
        try (Stream<Path> goldens = Files.list(Merging.golden("peft"))) {
            return goldens.map(golden -> golden.getFileName().toString())
                    .filter(name -> !name.endsWith("16") && !name.equals("two-adapters"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("inFloat32")
    void aMergeInFloat32IsWhatPeftMakes(String name) throws Exception {
        Path golden = Merging.golden("peft/" + name);
        Merging.of(golden, MERGE).into(folder.resolve("out"));

        assertClose(golden.resolve("merged"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lora-bf16", "lora-fp16"})
    void aMergeIn16BitsIsTheExactSumRoundedOnce(String name) throws Exception {
        Path golden = Merging.golden("peft/" + name);
        Merging.of(golden, MERGE).into(folder.resolve("out"));

        Comparing.assertRoundedOnce(folder.resolve("out"), golden.resolve("base"), golden.resolve("adapter0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dora-bf16", "dora-fp16"})
    void aDoraIn16BitsIsTheResultInFloat64RoundedOnce(String name) throws Exception {
        Path golden = Merging.golden("peft/" + name);
        Merging.of(golden, MERGE).into(folder.resolve("out"));

        Comparing.assertDecomposedOnce(folder.resolve("out"), golden.resolve("base"), golden.resolve("adapter0"));
    }

    @Test
    void twoAdaptersAsTaskVectorsOfOneBase() throws Exception {
        Path golden = Merging.golden("peft/two-adapters");
        Merging.of(golden, """
                merge_method: task_arithmetic
                base_model: base
                models:
                  - model: base+adapter0
                    parameters: {weight: 1.0}
                  - model: base+adapter1
                    parameters: {weight: 1.0}
                """).into(folder.resolve("out"));

        assertClose(golden.resolve("merged"));
    }

    @Test
    void tensorsThatNoAdapterTouchesStayAsTheyAre() throws Exception {
        MergeResult result = Merging.of(Merging.golden("peft/layers"), MERGE).into(folder.resolve("out"));

        assertThat(result.tensors())
                .filteredOn(tensor -> tensor.state() == TensorProvenance.State.CHANGED)
                .extracting(TensorProvenance::name)
                .containsExactlyInAnyOrderElementsOf(targets("peft/layers"));
        assertThat(result.tensors())
                .extracting(TensorProvenance::state)
                .containsOnly(TensorProvenance.State.CHANGED, TensorProvenance.State.IDENTICAL);
    }

    private static List<String> targets(String name) {
        Path golden = Merging.golden(name);
        try (Checkpoint base = Checkpoint.open(golden.resolve("base"));
                Adapter adapter = Adapter.open(golden.resolve("adapter0"))) {
            return List.copyOf(adapter.changes(base).targets());
        }
    }

    private void assertClose(Path expected) {
        Comparing.assertWithin(1e-6, folder.resolve("out"), expected);
    }
}
