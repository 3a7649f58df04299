package io.graft.core.merge;

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
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** Writes small models and adapters for tests. */
public final class Models {
    private final Path folder;
    private final List<TensorInfo> planned = new ArrayList<>();
    private final List<MemorySegment> contents = new ArrayList<>();

    private Models(Path folder) {
        this.folder = folder;
    }

    public static Models in(Path folder) throws IOException {
        return new Models(Files.createDirectories(folder));
    }

    /** A llama of that many layers, of hidden size 24 and with 40 tokens, drawn from a seed. */
    public static Path llama(Path folder, int layers, DType dtype, long seed) throws IOException {
        Models model = in(folder).random("model.embed_tokens.weight", dtype, seed, 40, 24);
        for (int i = 0; i < layers; i++) {
            String layer = "model.layers." + i + ".";
            model.random(layer + "self_attn.q_proj.weight", dtype, seed, 24, 24)
                    .random(layer + "mlp.up_proj.weight", dtype, seed, 72, 24)
                    .random(layer + "mlp.down_proj.weight", dtype, seed, 24, 72)
                    .random(layer + "input_layernorm.weight", dtype, seed, 24);
        }
        return model.random("model.norm.weight", dtype, seed, 24)
                .random("lm_head.weight", dtype, seed, 40, 24)
                .model("""
                        {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "num_hidden_layers": %d,
                         "torch_dtype": "%s", "tie_word_embeddings": false}
                        """.formatted(layers, dtype.torchName()));
    }

    /** A LoRA of rank 3 on the query projections and the up projections of such a llama. */
    public static Path lora(Path folder, int layers, DType dtype, long seed) throws IOException {
        Models adapter = in(folder);
        for (int i = 0; i < layers; i++) {
            String layer = "base_model.model.model.layers." + i + ".";
            adapter.random(layer + "self_attn.q_proj.lora_A.weight", dtype, seed, 3, 24)
                    .random(layer + "self_attn.q_proj.lora_B.weight", dtype, seed, 24, 3)
                    .random(layer + "mlp.up_proj.lora_A.weight", dtype, seed, 3, 24)
                    .random(layer + "mlp.up_proj.lora_B.weight", dtype, seed, 72, 3);
        }
        return adapter.adapter("""
                {"peft_type": "LORA", "r": 3, "lora_alpha": 5}
                """);
    }

    /** A tensor of normal numbers of size 0.1, the same for the same name and seed. */
    public Models random(String name, DType dtype, long seed, long... dims) {
        Random random = new Random(name.hashCode() * 31L + seed);
        return tensor(name, dtype, i -> random.nextGaussian() * 0.1, dims);
    }

    public Models tensor(String name, DType dtype, IntToDoubleFunction value, long... dims) {
        long begin = planned.isEmpty() ? 0 : planned.getLast().end();
        TensorInfo info = TensorInfo.at(begin, name, dtype, Shape.of(dims));
        double[] values = new double[Math.toIntExact(info.shape().elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.applyAsDouble(i);
        }
        MemorySegment content = MemorySegment.ofArray(new byte[Math.toIntExact(info.bytes())]);
        Elements.write(dtype, values, values.length, content, 0);
        return raw(info, content);
    }

    /** Whole numbers, eight bytes each. */
    public Models integers(String name, long... values) {
        long begin = planned.isEmpty() ? 0 : planned.getLast().end();
        byte[] content = new byte[values.length * Long.BYTES];
        for (int i = 0; i < values.length; i++) {
            content[i * Long.BYTES] = (byte) values[i];
        }
        return raw(TensorInfo.at(begin, name, DType.I64, Shape.of(values.length)), MemorySegment.ofArray(content));
    }

    private Models raw(TensorInfo info, MemorySegment content) {
        planned.add(info);
        contents.add(content);
        return this;
    }

    public Models file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        return this;
    }

    public Path model(String config) throws IOException {
        return file("config.json", config).weights("model.safetensors");
    }

    public Path adapter(String config) throws IOException {
        return file("adapter_config.json", config).weights("adapter_model.safetensors");
    }

    private Path weights(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
        try (SafetensorsWriter writer = SafetensorsWriter.create(folder.resolve(name), planned)) {
            for (MemorySegment content : contents) {
                writer.append(content);
            }
            writer.finish();
        }
        return folder;
    }
}
