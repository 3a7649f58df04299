package io.graft.core.preflight;

import io.graft.core.safetensors.SafetensorsHeader;
import io.graft.core.safetensors.SafetensorsWriter;
import io.graft.core.safetensors.ShardIndex;
import io.graft.core.safetensors.TensorInfo;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model with the tensors of Llama 3 70B, and adapters of it, whose files are holes but for their headers and for the first elements
 * of each tensor, which differ from tensor to tensor.
 */
final class SeventyBillion {
    static final String RECIPE = """
            merge_method: linear
            models:
              - {model: base+a, parameters: {weight: 0.25}}
              - {model: base+b, parameters: {weight: 0.25}}
              - {model: base+c, parameters: {weight: 0.25}}
              - {model: base+d, parameters: {weight: 0.25}}
            """;

    private static final int LAYERS = 80;
    private static final long HIDDEN = 8192;
    private static final long WIDE = 28672;
    private static final long NARROW = 1024;
    private static final long VOCABULARY = 128256;
    private static final long RANK = 16;
    private static final int LAYERS_PER_SHARD = 3;

    private SeventyBillion() {}

    /** Writes the base and says how many parameters it has. */
    static long base(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.json"), """
                {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "num_hidden_layers": 80,
                 "tie_word_embeddings": false, "dtype": "bfloat16"}
                """);
        List<Map<String, Shape>> shards = shards();
        Map<String, SafetensorsHeader> headers = new TreeMap<>();
        for (int i = 0; i < shards.size(); i++) {
            Path file = folder.resolve("model-%05d-of-%05d.safetensors".formatted(i + 1, shards.size()));
            write(file, shards.get(i));
            headers.put(file.getFileName().toString(), SafetensorsHeader.read(file));
        }
        Files.writeString(
                folder.resolve(ShardIndex.FILE), ShardIndex.of(headers).json());
        return shards.stream()
                .flatMap(shard -> shard.values().stream())
                .mapToLong(Shape::elements)
                .sum();
    }

    /** Writes an adapter of all linear layers. */
    static void adapter(Path folder, String... field) throws IOException {
        Files.createDirectories(folder);
        String more = field.length == 0 ? "" : ", \"%s\": \"%s\"".formatted(field[0], field[1]);
        Files.writeString(
                folder.resolve("adapter_config.json"),
                "{\"peft_type\": \"LORA\", \"r\": %d, \"lora_alpha\": 32%s}".formatted(RANK, more));
        Map<String, Shape> factors = new TreeMap<>();
        for (int layer = 0; layer < LAYERS; layer++) {
            linear(layer).forEach((name, shape) -> {
                String module = "base_model.model." + name.substring(0, name.length() - "weight".length());
                factors.put(module + "lora_A.weight", Shape.of(RANK, shape.dim(1)));
                factors.put(module + "lora_B.weight", Shape.of(shape.dim(0), RANK));
            });
        }
        write(folder.resolve("adapter_model.safetensors"), factors);
    }

    private static List<Map<String, Shape>> shards() {
        List<Map<String, Shape>> shards = new ArrayList<>();
        shards.add(Map.of("model.embed_tokens.weight", Shape.of(VOCABULARY, HIDDEN)));
        for (int first = 0; first < LAYERS; first += LAYERS_PER_SHARD) {
            Map<String, Shape> shard = new LinkedHashMap<>();
            for (int layer = first; layer < Math.min(LAYERS, first + LAYERS_PER_SHARD); layer++) {
                shard.putAll(linear(layer));
                shard.put("model.layers.%d.input_layernorm.weight".formatted(layer), Shape.of(HIDDEN));
                shard.put("model.layers.%d.post_attention_layernorm.weight".formatted(layer), Shape.of(HIDDEN));
            }
            shards.add(shard);
        }
        shards.add(Map.of("model.norm.weight", Shape.of(HIDDEN), "lm_head.weight", Shape.of(VOCABULARY, HIDDEN)));
        return shards;
    }

    private static Map<String, Shape> linear(int layer) {
        Map<String, Shape> weights = new LinkedHashMap<>();
        Map.of(
                        "self_attn.q_proj", Shape.of(HIDDEN, HIDDEN),
                        "self_attn.k_proj", Shape.of(NARROW, HIDDEN),
                        "self_attn.v_proj", Shape.of(NARROW, HIDDEN),
                        "self_attn.o_proj", Shape.of(HIDDEN, HIDDEN),
                        "mlp.gate_proj", Shape.of(WIDE, HIDDEN),
                        "mlp.up_proj", Shape.of(WIDE, HIDDEN),
                        "mlp.down_proj", Shape.of(HIDDEN, WIDE))
                .forEach((module, shape) -> weights.put("model.layers.%d.%s.weight".formatted(layer, module), shape));
        return weights;
    }

    private static void write(Path path, Map<String, Shape> tensors) throws IOException {
        List<TensorInfo> plan = new ArrayList<>();
        for (Map.Entry<String, Shape> tensor : new TreeMap<>(tensors).entrySet()) {
            long begin = plan.isEmpty() ? 0 : plan.getLast().end();
            plan.add(TensorInfo.at(begin, tensor.getKey(), DType.BF16, tensor.getValue()));
        }
        byte[] header = SafetensorsWriter.header(plan, SafetensorsWriter.METADATA);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.write(header);
            file.setLength(header.length + plan.getLast().end());
            for (TensorInfo tensor : plan) {
                file.seek(header.length + tensor.begin());
                file.writeInt((path + tensor.name()).hashCode() & 0x3fff_3fff);
            }
        }
    }
}
