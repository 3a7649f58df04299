package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.checkpoint.Fingerprint;
import io.graft.core.preflight.Preflight;
import io.graft.core.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A quantised base is dequantised first, never merged as it is. */
class QuantisedBaseTest {
    private static final Path FIXTURE = Path.of("src/test/resources/quantization/nf4");
    private static final String MODULE = "model.layers.0.self_attn.q_proj";
    private static final String ON_PACKED = "{merge_method: linear, models: [{model: packed+lora}]}";
    private static final String ON_PLAIN = "{merge_method: linear, models: [{model: plain+lora}]}";

    @TempDir
    private Path folder;

    private Scene scene;

    @BeforeEach
    void setUp() throws IOException {
        scene = new Scene(folder);
        copy("packed", "model.safetensors", Files.readString(FIXTURE.resolve("config.json")));
        copy("plain", "expected.safetensors", "{\"model_type\": \"llama\", \"dtype\": \"bfloat16\"}");
        scene.factors(
                        "lora",
                        MODULE,
                        DoubleStream.iterate(1, value -> -value / 2).limit(128).toArray(),
                        DoubleStream.iterate(1, value -> value / 3).limit(96).toArray())
                .adapter(Scene.lora());
    }

    private void copy(String model, String weights, String config) throws IOException {
        Path target = Files.createDirectories(folder.resolve(model));
        Files.copy(FIXTURE.resolve(weights), target.resolve("model.safetensors"));
        Files.writeString(target.resolve("config.json"), config);
    }

    @Test
    void anAdapterIsMergedIntoTheWeightsThatThePackedOnesStandFor() throws Exception {
        try (Checkpoint merged = Checkpoint.open(scene.merge(ON_PACKED));
                Checkpoint expected = Checkpoint.open(scene.merge(ON_PLAIN))) {
            assertThat(merged.tensors().keySet()).isEqualTo(expected.tensors().keySet());
            expected.tensors().forEach((name, tensor) -> assertThat(
                            tensor.data().mismatch(merged.tensor(name).data()))
                    .as(name)
                    .isNegative());
            assertThat(merged.config().quantization()).isEmpty();
        }
    }

    @Test
    void theProvenanceNamesTheStoredBaseAndHowItWasQuantised() throws Exception {
        Path merged = scene.merge(ON_PACKED);
        String fingerprint;
        try (Checkpoint packed = Checkpoint.open(folder.resolve("packed"))) {
            fingerprint = Fingerprint.of(packed).toString();
        }
        assertThat(Files.readString(merged.resolve("graft_provenance.json")).replaceAll("\\s", ""))
                .contains("\"dequantised\":{\"%s\":{\"quant_method\":\"bitsandbytes\",\"weights\":2}}"
                        .formatted(fingerprint));
        assertThat(Files.readString(scene.merge(ON_PLAIN).resolve("graft_provenance.json")))
                .doesNotContain("dequantised");
    }

    @Test
    void preflightFindsNothingWrongWithABaseThatCanBeDequantised() {
        assertThat(Preflight.of(Recipe.parse(ON_PACKED, "recipe.yml"), source -> folder.resolve(source.toString())))
                .extracting("code")
                .containsExactly("BASE_QUANTISED");
    }
}
