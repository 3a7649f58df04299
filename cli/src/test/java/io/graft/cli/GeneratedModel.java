package io.graft.cli;

import io.graft.core.safetensors.SafetensorsWriter;
import io.graft.core.safetensors.TensorInfo;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Models of random weights, as large as a test needs them: one square matrix a layer, and a LoRA for each. */
record GeneratedModel(int layers, int hidden) {
    private static final int RANK = 8;

    Path base(Path folder) throws IOException {
        List<TensorInfo> plan = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            plan(plan, "model.layers.%d.self_attn.q_proj.weight".formatted(layer), Shape.of(hidden, hidden));
        }
        write(Files.createDirectories(folder).resolve("model.safetensors"), plan, String.valueOf(folder.getFileName()));
        Files.writeString(folder.resolve("config.json"), """
                {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "num_hidden_layers": %d,
                 "hidden_size": %d, "torch_dtype": "float32", "tie_word_embeddings": false}
                """.formatted(layers, hidden));
        return folder;
    }

    Path adapter(Path folder) throws IOException {
        List<TensorInfo> plan = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            String module = "base_model.model.model.layers.%d.self_attn.q_proj".formatted(layer);
            plan(plan, module + ".lora_A.weight", Shape.of(RANK, hidden));
            plan(plan, module + ".lora_B.weight", Shape.of(hidden, RANK));
        }
        write(
                Files.createDirectories(folder).resolve("adapter_model.safetensors"),
                plan,
                String.valueOf(folder.getFileName()));
        Files.writeString(folder.resolve("adapter_config.json"), """
                {"peft_type": "LORA", "task_type": "CAUSAL_LM", "base_model_name_or_path": "test/base", "r": %d,
                 "lora_alpha": 16, "bias": "none", "target_modules": ["q_proj"]}
                """.formatted(RANK));
        return folder;
    }

    private static void plan(List<TensorInfo> plan, String name, Shape shape) {
        long begin = plan.isEmpty() ? 0 : plan.getLast().end();
        plan.add(TensorInfo.at(begin, name, DType.F32, shape));
    }

    /** @param name what the weights are drawn from */
    private static void write(Path file, List<TensorInfo> plan, String name) throws IOException {
        Random random = new Random(name.hashCode());
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, plan)) {
            for (TensorInfo tensor : plan) {
                writer.append(randomFloats(random, (int) (tensor.bytes() / Float.BYTES)));
            }
            writer.finish();
        }
    }

    private static MemorySegment randomFloats(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        MemorySegment bytes = MemorySegment.ofArray(new byte[count * Float.BYTES]);
        MemorySegment.copy(values, 0, bytes, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, count);
        return bytes;
    }
}
