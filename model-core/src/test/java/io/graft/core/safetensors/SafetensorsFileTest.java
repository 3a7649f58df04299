package io.graft.core.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsFileTest {
    @TempDir
    Path folder;

    private final Weights weights = new Weights()
            .with("model.embed_tokens.weight", DType.BF16, 7, 3)
            .with("scale", DType.F32)
            .with("nothing", DType.F64, 0, 5)
            .with("\u91cd\u307f \"quoted\"", DType.U8, 3)
            .with("last", DType.I64, 1, 2, 1);

    @Test
    void whatWasWrittenIsReadBack() throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(weights.to(folder.resolve("w.safetensors")))) {
            assertThat(file.header().tensors()).isEqualTo(weights.planned());
            assertThat(file.header().metadata()).isEqualTo(Map.of("format", "pt"));
            assertThat(file.tensors()).extracting(Tensor::name).endsWith("last").hasSize(5);
            for (int i = 0; i < 5; i++) {
                Tensor tensor = file.tensor(weights.planned().get(i).name());
                assertThat(tensor.data().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(weights.content(i));
            }
        }
    }

    @Test
    void theSamePlanMakesTheSameBytes() throws IOException {
        Path one = weights.to(folder.resolve("one.safetensors"));
        Path two = weights.to(folder.resolve("two.safetensors"));

        assertThat(two).hasSameBinaryContentAs(one);
    }

    @Test
    void theHeaderIsCompactAndPaddedToEightBytes() {
        byte[] header = SafetensorsWriter.header(
                List.of(TensorInfo.at(0, "w", DType.F16, Shape.of(2, 3))), SafetensorsWriter.METADATA);

        String json = """
                {"__metadata__":{"format":"pt"},"w":{"dtype":"F16","shape":[2,3],"data_offsets":[0,12]}}""";
        assertThat(header.length % 8).isZero();
        assertThat(ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getLong())
                .isEqualTo(header.length - 8);
        assertThat(new String(header, 8, header.length - 8, StandardCharsets.UTF_8))
                .isEqualTo(json);
    }

    @Test
    void tensorsMayBeListedInAnyOrder() throws IOException {
        String header = """
                {"b":{"data_offsets":[4,8],"shape":[1],"dtype":"F32"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}  \
                """;

        assertThat(parse(header, 8).tensors()).extracting(TensorInfo::name).containsExactly("a", "b");
    }

    @Test
    void aFileWithoutTensorsIsAFile() throws IOException {
        assertThat(parse("{}", 0).tensors()).isEmpty();
        assertThat(parse("{}", 0).dataSize()).isZero();
    }

    @Test
    void afterTheHeaderTheStreamStandsAtTheData() throws IOException {
        byte[] bytes = Files.readAllBytes(weights.to(folder.resolve("w.safetensors")));
        InputStream stream = new ByteArrayInputStream(bytes);

        SafetensorsHeader header = SafetensorsHeader.parse(stream, bytes.length, "w.safetensors");

        assertThat(stream.available())
                .isEqualTo(bytes.length - header.dataStart())
                .isEqualTo(header.dataSize());
    }

    @Test
    void aStreamThatEndsWithinTheHeaderIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(weights.to(folder.resolve("w.safetensors")));

        assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> SafetensorsHeader.parse(new ByteArrayInputStream(bytes, 0, 50), bytes.length, "w"))
                .satisfies(e -> assertThat(e.code()).isEqualTo(SafetensorsError.FILE_UNREADABLE));
    }

    @Test
    void aTensorThatIsNotThereIsNamed() throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(weights.to(folder.resolve("w.safetensors")))) {
            assertThatExceptionOfType(GraftException.class)
                    .isThrownBy(() -> file.tensor("lm_head.weight"))
                    .withMessageEndingWith("holds no tensor lm_head.weight");
        }
    }

    @Test
    void onePassGivesTheDigestsOfTheFileAndOfEveryTensor() throws IOException {
        Path path = weights.to(folder.resolve("w.safetensors"));

        SafetensorsDigest digest;
        try (InputStream bytes = Files.newInputStream(path)) {
            digest = SafetensorsDigest.of(bytes, Files.size(path), "w.safetensors");
        }

        assertThat(digest.sha256()).isEqualTo(Digest.of(Files.readAllBytes(path)));
        assertThat(digest.header().tensors()).isEqualTo(weights.planned());
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(digest.tensors())
                    .isEqualTo(file.tensors().stream().map(TensorDigest::of).toList());
        }
        assertThat(digest.tensors().getFirst().sha256()).isEqualTo(Digest.of(weights.content(0)));
    }

    @Test
    void aStreamThatEndsWithinTheDataIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(weights.to(folder.resolve("w.safetensors")));
        InputStream cut = new ByteArrayInputStream(bytes, 0, bytes.length - 1);

        assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> SafetensorsDigest.of(cut, bytes.length, "w.safetensors"))
                .withMessage("The data of w.safetensors cannot be read");
    }

    @Test
    void aPlanWithAHoleOrANameTwiceIsABug() {
        TensorInfo first = TensorInfo.at(0, "w", DType.U8, Shape.of(4));

        assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> SafetensorsWriter.header(
                        List.of(first, TensorInfo.at(5, "v", DType.U8, Shape.of(4))), Map.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SafetensorsWriter.header(
                        List.of(first, TensorInfo.at(4, "w", DType.U8, Shape.of(4))), Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new TensorInfo("w", DType.F32, Shape.of(4), 0, 15));
    }

    @Test
    void aFileThatIsNotFullyWrittenIsABug() throws IOException {
        try (SafetensorsWriter writer =
                SafetensorsWriter.create(folder.resolve("half.safetensors"), weights.planned())) {
            assertThatIllegalStateException().isThrownBy(writer::finish);
        }
    }

    private static SafetensorsHeader parse(String header, int data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = ByteBuffer.allocate(8 + json.length + data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
        return SafetensorsHeader.parse(new ByteArrayInputStream(bytes), bytes.length, "forged");
    }
}
