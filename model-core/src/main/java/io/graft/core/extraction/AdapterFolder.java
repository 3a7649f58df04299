package io.graft.core.extraction;

import io.graft.core.adapter.Adapter;
import io.graft.core.adapter.AdapterConfig;
import io.graft.core.artifact.Digest;
import io.graft.core.matrix.Matrix;
import io.graft.core.merge.PartialFolder;
import io.graft.core.safetensors.SafetensorsWriter;
import io.graft.core.safetensors.TensorInfo;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes an adapter as PEFT saves one: {@code adapter_config.json} and {@code adapter_model.safetensors}, in float32. */
public final class AdapterFolder {
    private static final String PREFIX = "base_model.model.";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Extraction extraction;
    private final String base;
    private final Digest fingerprint;
    private final boolean flipped;

    /**
     * Says what is to be written.
     *
     * @param base how the adapter is to call its base
     * @param fingerprint what it is pinned to
     * @param flipped whether the base stores its layers as [in, out], as Conv1D does
     */
    public AdapterFolder(Extraction extraction, String base, Digest fingerprint, boolean flipped) {
        this.extraction = extraction;
        this.base = base;
        this.fingerprint = fingerprint;
        this.flipped = flipped;
    }

    /** A tensor that is made when it is written. */
    private record Planned(String name, Shape shape, Supplier<double[]> values) {}

    /** Writes a folder that was not there; it appears whole or not at all. */
    public void write(Path folder) {
        if (Files.exists(folder)) {
            throw ExtractionError.ADAPTER_OUTPUT_EXISTS.at(
                    folder.toString(), "%s is there already".formatted(folder), "Name another folder, or remove it.");
        }
        try (PartialFolder partial = PartialFolder.beside(folder, "adapter" + System.nanoTime())) {
            Files.write(partial.path().resolve(AdapterConfig.FILE), JSON.writeValueAsBytes(config()));
            writeWeights(partial.path().resolve(Adapter.WEIGHTS));
            partial.publish();
        } catch (IOException e) {
            throw ExtractionError.ADAPTER_OUTPUT_UNWRITABLE.at(
                    folder.toString(), "The adapter cannot be written: " + e.getMessage(), "Check the disk.");
        }
    }

    private Map<String, Object> config() {
        Map<String, Object> ranks = new LinkedHashMap<>();
        extraction.layers().stream()
                .filter(layer -> layer.rank() != extraction.rank())
                .forEach(layer -> ranks.put(plain(layer.module()), layer.rank()));
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("peft_type", "LORA");
        config.put("task_type", "CAUSAL_LM");
        config.put("base_model_name_or_path", base);
        config.put("graft_base_fingerprint", fingerprint.toString());
        config.put("r", extraction.rank());
        config.put("lora_alpha", extraction.rank());
        config.put("rank_pattern", ranks);
        config.put("alpha_pattern", ranks);
        config.put("target_modules", modules());
        config.put("modules_to_save", extraction.saved().isEmpty() ? null : savedModules());
        config.put("lora_dropout", 0.0);
        config.put("bias", "none");
        config.put("fan_in_fan_out", flipped);
        config.put("use_rslora", false);
        config.put("use_dora", false);
        config.put("init_lora_weights", true);
        config.put("inference_mode", true);
        return config;
    }

    private List<String> modules() {
        return extraction.layers().stream().map(layer -> plain(layer.module())).toList();
    }

    private List<String> savedModules() {
        return extraction.saved().stream()
                .map(tensor -> tensor.name().substring(0, tensor.name().lastIndexOf('.')))
                .distinct()
                .toList();
    }

    private static String plain(String module) {
        return module.startsWith(PREFIX) ? module.substring(PREFIX.length()) : module;
    }

    private void writeWeights(Path file) throws IOException {
        List<Planned> tensors = new ArrayList<>();
        extraction.layers().forEach(layer -> tensors.addAll(factors(layer)));
        extraction.saved().forEach(tensor -> tensors.add(saved(tensor)));
        List<TensorInfo> layout = new ArrayList<>();
        long at = 0;
        for (Planned tensor : tensors) {
            layout.add(TensorInfo.at(at, tensor.name(), DType.F32, tensor.shape()));
            at = layout.getLast().end();
        }
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, layout)) {
            for (Planned tensor : tensors) {
                writer.append(floats(tensor.values().get()));
            }
            writer.finish();
        }
    }

    private static List<Planned> factors(Extracted layer) {
        String form = layer.embedding() ? "%s.lora_embedding_%s" : "%s.lora_%s.weight";
        Matrix a = layer.product().right();
        Matrix b = layer.product().left();
        return List.of(
                new Planned(form.formatted(layer.module(), "A"), Shape.of(a.rows(), a.columns()), a::toArray),
                new Planned(form.formatted(layer.module(), "B"), Shape.of(b.rows(), b.columns()), b::toArray));
    }

    private static Planned saved(Tensor tensor) {
        return new Planned(PREFIX + tensor.name(), tensor.shape(), tensor::values);
    }

    private static MemorySegment floats(double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putFloat((float) value);
        }
        return MemorySegment.ofArray(bytes.array());
    }
}
