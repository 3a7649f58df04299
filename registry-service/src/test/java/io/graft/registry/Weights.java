package io.graft.registry;

import io.graft.core.safetensors.SafetensorsWriter;
import io.graft.core.safetensors.TensorInfo;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Small safetensors files for tests. */
public final class Weights {
    private static final String ADAPTER_CONFIG = """
            {"peft_type": "LORA", "task_type": "CAUSAL_LM", "r": 2, "lora_alpha": 4,
             "target_modules": ["q_proj"], "base_model_name_or_path": "/home/somebody/base"}
            """;

    private final List<TensorInfo> tensors = new ArrayList<>();
    private final long seed;

    private Weights(long seed) {
        this.seed = seed;
    }

    /** Weights with some content of their own. */
    public static Weights seeded(long seed) {
        return new Weights(seed);
    }

    public Weights with(String name, long... shape) {
        long begin = tensors.isEmpty() ? 0 : tensors.getLast().end();
        tensors.add(TensorInfo.at(begin, name, DType.F32, Shape.of(shape)));
        return this;
    }

    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(SafetensorsWriter.header(tensors, Map.of("format", "pt")));
        byte[] data = new byte[Math.toIntExact(tensors.getLast().end())];
        Random random = new Random(seed);
        for (int i = 0; i < data.length; i += Float.BYTES) {
            int bits = Float.floatToIntBits(random.nextFloat(-1, 1));
            for (int part = 0; part < Float.BYTES; part++) {
                data[i + part] = (byte) (bits >>> (part * Byte.SIZE));
            }
        }
        bytes.writeBytes(data);
        return bytes.toByteArray();
    }

    /** A model of two square layers, with what else belongs to it. */
    public static Map<String, byte[]> model(long seed) {
        return model(seed, 8);
    }

    /** The same with layers of another width. */
    public static Map<String, byte[]> model(long seed, long width) {
        return Uploader.files(
                "config.json",
                """
                {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "num_hidden_layers": 1,
                 "torch_dtype": "float32", "tie_word_embeddings": false, "seed": %d}
                """.formatted(seed),
                "model.safetensors",
                seeded(seed)
                        .with("model.layers.0.self_attn.q_proj.weight", width, width)
                        .with("model.layers.0.self_attn.v_proj.weight", width, width)
                        .bytes());
    }

    /** A LoRA of rank 2 for the first layer of {@link #model(long, long)}. */
    public static Map<String, byte[]> adapter(long seed, long width) {
        String module = "base_model.model.model.layers.0.self_attn.q_proj.";
        return Uploader.files(
                "adapter_config.json",
                ADAPTER_CONFIG,
                "adapter_model.safetensors",
                seeded(seed)
                        .with(module + "lora_A.weight", 2, width)
                        .with(module + "lora_B.weight", width, 2)
                        .bytes());
    }

    /** The same files with a change to the text of one. */
    public static Map<String, byte[]> changed(Map<String, byte[]> files, String path, String what, String by) {
        return Uploader.files(files.entrySet().stream()
                .flatMap(file -> Stream.of(
                        file.getKey(),
                        file.getKey().equals(path)
                                ? new String(file.getValue(), StandardCharsets.UTF_8).replace(what, by)
                                : file.getValue()))
                .toArray());
    }
}
