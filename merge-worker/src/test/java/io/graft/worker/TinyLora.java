package io.graft.worker;

import io.graft.core.safetensors.SafetensorsWriter;
import io.graft.core.safetensors.TensorInfo;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.registry.Uploader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** A model of one matrix and adapters for it, small enough to merge by hand. */
final class TinyLora {
    private static final int RANK = 2;
    private static final double ALPHA = 4;
    private static final String WEIGHT = "model.layers.0.self_attn.q_proj.weight";
    private static final String A = "base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight";
    private static final String B = "base_model.model.model.layers.0.self_attn.q_proj.lora_B.weight";

    private final int size;

    TinyLora(int size) {
        this.size = size;
    }

    Map<String, byte[]> model(long seed) {
        return model(numbers(seed, size * size));
    }

    /** One that diverged in training. */
    Map<String, byte[]> brokenModel(long seed) {
        float[] numbers = numbers(seed, size * size);
        numbers[size] = Float.NaN;
        return model(numbers);
    }

    private Map<String, byte[]> model(float[] numbers) {
        return Uploader.files(
                "config.json",
                """
                {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "num_hidden_layers": 1,
                 "torch_dtype": "float32"}
                """,
                "model.safetensors",
                weights(Map.of(WEIGHT, Shape.of(size, size)), Map.of(WEIGHT, numbers)));
    }

    Map<String, byte[]> adapter(long seed) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        shapes.put(A, Shape.of(RANK, size));
        shapes.put(B, Shape.of(size, RANK));
        return Uploader.files(
                "adapter_config.json",
                """
                {"peft_type": "LORA", "r": %d, "lora_alpha": %d, "target_modules": ["q_proj"],
                 "base_model_name_or_path": "acme/tiny", "bias": "none", "fan_in_fan_out": false}
                """.formatted(RANK, (int) ALPHA),
                "adapter_model.safetensors",
                weights(shapes, Map.of(A, numbers(seed, RANK * size), B, numbers(seed + 1, RANK * size))));
    }

    /** What the model's weights must be with the adapter merged into them: each element's exact value, rounded once. */
    byte[] merged(long model, long adapter) {
        float[] w = numbers(model, size * size);
        float[] a = numbers(adapter, RANK * size);
        float[] b = numbers(adapter + 1, RANK * size);
        float[] merged = new float[size * size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                double delta = 0;
                for (int k = 0; k < RANK; k++) {
                    delta += (double) b[row * RANK + k] * a[k * size + column];
                }
                merged[row * size + column] = (float) (w[row * size + column] + ALPHA / RANK * delta);
            }
        }
        return bytes(merged);
    }

    /** The numbers of a file of weights, without its header. */
    static byte[] data(byte[] safetensors) {
        int header = (int)
                ByteBuffer.wrap(safetensors).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return Arrays.copyOfRange(safetensors, Long.BYTES + header, safetensors.length);
    }

    private static byte[] weights(Map<String, Shape> shapes, Map<String, float[]> values) {
        List<TensorInfo> layout = new ArrayList<>();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        shapes.forEach((name, shape) -> {
            layout.add(TensorInfo.at(data.size(), name, DType.F32, shape));
            data.writeBytes(bytes(Objects.requireNonNull(values.get(name))));
        });
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(SafetensorsWriter.header(layout, Map.of("format", "pt")));
        file.writeBytes(data.toByteArray());
        return file.toByteArray();
    }

    /** Few enough bits that every product and sum is exact in float64. */
    private static float[] numbers(long seed, int count) {
        Random random = new Random(seed);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextInt(-128, 128) / 256f;
        }
        return numbers;
    }

    private static byte[] bytes(float[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : numbers) {
            bytes.putFloat(number);
        }
        return bytes.array();
    }
}
