package io.graft.core.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.graft.core.GraftException;
import io.graft.core.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufFileTest {
    @TempDir
    Path folder;

    @Test
    void everyTypeOfMetadataThatGgufPythonWritesIsRead() throws IOException {
        try (GgufFile file = Fixture.open("metadata.gguf", folder)) {
            assertThat(file.version()).isEqualTo(3);
            assertThat(shown(file))
                    .isEqualTo(Map.ofEntries(
                            Map.entry("general.architecture", "llama"),
                            Map.entry("a.uint8", "200"),
                            Map.entry("a.int8", "-100"),
                            Map.entry("a.uint16", "60000"),
                            Map.entry("a.int16", "-30000"),
                            Map.entry("a.uint32", "4000000000"),
                            Map.entry("a.int32", "-2000000000"),
                            Map.entry("a.uint64", "18446744073709551615"),
                            Map.entry("a.int64", "-9223372036854775808"),
                            Map.entry("a.float32", "0.1"),
                            Map.entry("a.float64", "0.1"),
                            Map.entry("a.bool", "true"),
                            Map.entry("a.string", "\u00c4pfel \ud83c\udf4f"),
                            Map.entry("a.strings", "3 x STRING: [one, , drei]"),
                            Map.entry("a.numbers", "3 x INT32: [1, -2, 3]"),
                            Map.entry("a.floats", "2 x FLOAT32: [0.5, -1.5]"),
                            Map.entry("a.bools", "2 x BOOL: [true, false]")));
        }
    }

    @Test
    void dimensionsAreTurnedAround() throws IOException {
        try (GgufFile file = Fixture.open("metadata.gguf", folder)) {
            float[] row = new float[3];
            file.tensor("x").read(3, row, 3);

            assertThat(file.tensor("x").shape()).isEqualTo(Shape.of(2, 3));
            assertThat(row).containsExactly(3, 4, 5);
        }
    }

    @Test
    void whatWasWrittenIsReadBack() throws IOException {
        Map<String, GgufValue> metadata = new LinkedHashMap<>();
        metadata.put("general.architecture", GgufValue.of("llama"));
        metadata.put("tokens", GgufArray.ofTexts(List.of("a", "\u00e9")));
        metadata.put("types", GgufArray.ofNumbers(List.of(1, -3)));
        List<PlannedTensor> planned = List.of(
                new PlannedTensor("odd", BlockType.F32, Shape.of(3)),
                new PlannedTensor("none", BlockType.F16, Shape.of(0, 4)),
                new PlannedTensor("blocks", BlockType.Q8_0, Shape.of(2, 32)));
        Path path = folder.resolve("own.gguf");
        try (GgufWriter writer = GgufWriter.create(path, metadata, planned)) {
            writer.append(new float[] {1, 2, 3}, 3);
            writer.append(new float[32], 32);
            writer.append(new float[32], 32);
            writer.finish();
        }
        try (GgufFile file = GgufFile.open(path)) {
            float[] odd = new float[3];
            file.tensor("odd").read(0, odd, 3);

            assertThat(file.tensors()).extracting(BlockTensor::name).containsExactly("odd", "none", "blocks");
            assertThat(odd).containsExactly(1, 2, 3);
            assertThat(file.metadata().get("tokens"))
                    .extracting(GgufValue::show)
                    .isEqualTo("2 x STRING: [a, \u00e9]");
            assertThat(file.metadata().get("types")).extracting(GgufValue::show).isEqualTo("2 x INT32: [1, -3]");
        }
    }

    @Test
    void aFileIsNotFinishedBeforeAllTensorsAreWritten() throws IOException {
        List<PlannedTensor> planned = List.of(new PlannedTensor("x", BlockType.F32, Shape.of(3)));
        try (GgufWriter writer = GgufWriter.create(folder.resolve("own.gguf"), Map.of(), planned)) {
            assertThatIllegalStateException().isThrownBy(writer::finish);
        }
    }

    @Test
    void aTensorThatIsNotThereIsMissing() throws IOException {
        try (GgufFile file = Fixture.open("metadata.gguf", folder)) {
            assertThatExceptionOfType(GraftException.class)
                    .isThrownBy(() -> file.tensor("y"))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(GgufError.GGUF_TENSOR_NOT_FOUND));
        }
    }

    private static Map<String, String> shown(GgufFile file) {
        Map<String, String> shown = new LinkedHashMap<>();
        file.metadata().forEach((key, value) -> shown.put(key, value.show()));
        return shown;
    }
}
