package io.graft.eval.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.checkpoint.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class OldConfigsTest {
    @TempDir
    Path folder;

    private static List<String> goldens() throws IOException {
        return Golden.forward();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void configsOfTransformersFourMeanTheSame(String name) throws IOException {
        Golden golden = Golden.forward(name);
        ObjectNode config = ConfigFile.read(golden.base().resolve("config.json"));
        Files.writeString(folder.resolve("config.json"), aged(config).toString());
        Files.copy(golden.base().resolve("model.safetensors"), folder.resolve("model.safetensors"));

        try (Checkpoint old = Checkpoint.open(folder)) {
            golden.run(decoder -> assertThat(Architecture.of(old)).isEqualTo(decoder.architecture()));
        }
    }

    private static ObjectNode aged(ObjectNode config) {
        JsonNode rope = config.path("rope_parameters");
        rename(config, "dtype", "torch_dtype");
        rename(config, "_sliding_window_pattern", "sliding_window_pattern");
        config.remove(List.of("rope_parameters", "layer_types"));
        if (rope.has("full_attention")) {
            config.set("rope_theta", rope.path("full_attention").path("rope_theta"));
            config.set("rope_local_base_freq", rope.path("sliding_attention").path("rope_theta"));
        } else if (rope instanceof ObjectNode flat) {
            config.set("rope_theta", flat.remove("rope_theta"));
            rename(flat, "rope_type", "type");
            config.set("rope_scaling", flat.path("type").asString().equals("default") ? config.nullNode() : flat);
        }
        return config;
    }

    private static void rename(ObjectNode object, String old, String young) {
        JsonNode value = object.remove(old);
        if (value != null) {
            object.set(young, value);
        }
    }
}
