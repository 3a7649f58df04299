package io.graft.registry;

import io.graft.core.safetensors.SafetensorsWriter;
import io.graft.core.safetensors.TensorInfo;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small safetensors files for tests. */
public final class Weights {
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
        return Uploader.files(
                "config.json",
                "{\"architectures\": [\"LlamaForCausalLM\"], \"model_type\": \"llama\", \"num_hidden_layers\": 1, \"torch_dtype\": \"float32\"}",
                "model.safetensors",
                seeded(seed)
                        .with("model.layers.0.self_attn.q_proj.weight", 8, 8)
                        .with("model.layers.0.self_attn.v_proj.weight", 8, 8)
                        .bytes());
    }
}
