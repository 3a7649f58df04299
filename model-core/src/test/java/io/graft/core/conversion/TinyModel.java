package io.graft.core.conversion;

import io.graft.core.safetensors.SafetensorsWriter;
import io.graft.core.safetensors.TensorInfo;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Elements;
import io.graft.core.tensor.Shape;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A model of one layer with random weights: 4 heads of 8, of which keys and values have 2, and 64 tokens. */
final class TinyModel {
    private static final String LAYER = "model.layers.0.";

    private final String config;
    private final Map<String, Shape> tensors = new TreeMap<>();
    private double scale = 1;

    /**
     * A model.
     *
     * @param family its model_type
     * @param more further fields of config.json, each with a comma after it
     */
    TinyModel(String family, String more) {
        this.config = """
                {%s "model_type": "%s", "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 1,
                 "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 8, "max_position_embeddings": 128,
                 "rms_norm_eps": 1e-06, "vocab_size": 64, "rope_theta": 500000.0}
                """.formatted(more, family);
        with("model.embed_tokens.weight", 64, 32).with("model.norm.weight", 32);
        with(LAYER + "input_layernorm.weight", 32).with(LAYER + "post_attention_layernorm.weight", 32);
        with(LAYER + "self_attn.q_proj.weight", 32, 32).with(LAYER + "self_attn.k_proj.weight", 16, 32);
        with(LAYER + "self_attn.v_proj.weight", 16, 32).with(LAYER + "self_attn.o_proj.weight", 32, 32);
        with(LAYER + "mlp.gate_proj.weight", 48, 32).with(LAYER + "mlp.up_proj.weight", 48, 32);
        with(LAYER + "mlp.down_proj.weight", 32, 48);
    }

    TinyModel with(String name, long... dims) {
        tensors.put(name, Shape.of(dims));
        return this;
    }

    TinyModel withLayer(String name, long... dims) {
        return with(LAYER + name, dims);
    }

    TinyModel scaled(double by) {
        scale = by;
        return this;
    }

    Path to(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.json"), config);
        List<TensorInfo> layout = new ArrayList<>();
        for (Map.Entry<String, Shape> tensor : tensors.entrySet()) {
            long at = layout.isEmpty() ? 0 : layout.getLast().end();
            layout.add(TensorInfo.at(at, tensor.getKey(), DType.F32, tensor.getValue()));
        }
        Random random = new Random(5);
        try (SafetensorsWriter writer = SafetensorsWriter.create(folder.resolve("model.safetensors"), layout)) {
            for (TensorInfo tensor : layout) {
                writer.append(weights(random, (int) tensor.shape().elements()));
            }
            writer.finish();
        }
        return folder;
    }

    private MemorySegment weights(Random random, int count) {
        double[] values = random.doubles(count, -scale, scale).toArray();
        MemorySegment bytes = MemorySegment.ofArray(new byte[count * Float.BYTES]);
        Elements.write(DType.F32, values, count, bytes, 0);
        return bytes;
    }
}
