package io.graft.core.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.tensor.DType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardIndexTest {
    private static final String FIRST = "model-00001-of-00002.safetensors";
    private static final String SECOND = "model-00002-of-00002.safetensors";

    @TempDir
    Path folder;

    @Test
    void theIndexOfShardsIsWrittenAsTransformersWritesIt() throws IOException {
        assertThat(ShardIndex.of(shards()).json()).isEqualTo("""
                        {
                          "metadata": {
                            "total_size": 28
                          },
                          "weight_map": {
                            "a": "model-00001-of-00002.safetensors",
                            "b": "model-00002-of-00002.safetensors",
                            "c": "model-00001-of-00002.safetensors"
                          }
                        }
                        """);
    }

    @Test
    void whatWasWrittenIsReadBackAndAgreesWithTheShards() throws IOException {
        ShardIndex written = ShardIndex.of(shards());

        ShardIndex read = read(written.json());

        assertThat(read).isEqualTo(written);
        assertThat(read.files()).containsExactly(FIRST, SECOND);
        read.requireAgreement(shards());
    }

    @Test
    void sizesAreTakenAsFloatsToo() {
        assertThat(read("{\"metadata\":{\"total_size\":1.6e10},\"weight_map\":{}}")
                        .totalSize())
                .isEqualTo(16_000_000_000L);
        assertThat(read("{\"weight_map\":{}}").totalSize()).isNull();
    }

    @Test
    void fieldsOfOthersArePassedOver() {
        String json = """
                {"made_by":["somebody"],"metadata":{"total_size":8,"mergekit_version":{"major":0}},"weight_map":{}}""";

        assertThat(read(json).totalSize()).isEqualTo(8);
    }

    private Map<String, SafetensorsHeader> shards() throws IOException {
        Path first = folder.resolve(FIRST);
        Path second = folder.resolve(SECOND);
        if (!first.toFile().exists()) {
            new Weights().with("a", DType.F32, 2).with("c", DType.F16, 2).to(first);
            new Weights().with("b", DType.F64, 2).to(second);
        }
        return Map.of(FIRST, SafetensorsHeader.read(first), SECOND, SafetensorsHeader.read(second));
    }

    private static ShardIndex read(String json) {
        return ShardIndex.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), ShardIndex.FILE);
    }
}
