package io.graft.core.conversion;

import io.graft.core.checkpoint.ModelConfig;
import io.graft.core.gguf.BlockTensor;
import io.graft.core.gguf.BlockType;
import io.graft.core.gguf.GgufFile;
import io.graft.core.safetensors.SafetensorsWriter;
import io.graft.core.safetensors.TensorInfo;
import io.graft.core.tensor.DType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Makes a folder of Hugging Face's kind of a GGUF file: config.json and the decoded weights, under their names there. */
public final class GgufImport {
    static final String WEIGHTS = "model.safetensors";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final GgufFile file;
    private final DType dtype;
    private final Family family;
    private final ImportedConfig config;

    private GgufImport(GgufFile file, DType dtype) {
        this.file = file;
        this.dtype = dtype;
        String architecture = GgufKeys.text(file, "general.architecture").orElse("nothing");
        this.family = Family.ofArchitecture(architecture)
                .orElseThrow(() -> ConversionError.FAMILY_NOT_CONVERTIBLE.at(
                        "general.architecture",
                        "The model's architecture is %.60s, which is not converted".formatted(architecture)));
        this.config = new ImportedConfig(file, family, new GgufKeys(file, architecture), dtype);
    }

    /** Writes a folder that was not there; it appears whole or not at all. */
    public static Imported write(GgufFile file, DType dtype, Path folder) {
        GgufImport made = new GgufImport(file, dtype);
        return made.write(folder, made::writeWeights);
    }

    /** The same with weights that are all zero and take no space: to be looked at. Reads nothing but the header. */
    static Imported outline(GgufFile file, DType dtype, Path folder) {
        GgufImport made = new GgufImport(file, dtype);
        return made.write(folder, made::writeOutline);
    }

    /** How the weights of the folder come about. */
    private interface Weights {
        void write(List<TensorImport> tensors, Path file) throws IOException;
    }

    /** The type that loses least: that of the matrices if they are plain, or else bfloat16, in which most models are trained. */
    public static DType closest(GgufFile file) {
        List<BlockType> types = file.tensors().stream()
                .filter(tensor -> tensor.shape().rank() > 1)
                .map(BlockTensor::type)
                .distinct()
                .toList();
        boolean plain = types.size() == 1 && types.getFirst().isPlain();
        return plain ? DType.parse(types.getFirst().name()) : DType.BF16;
    }

    private Imported write(Path folder, Weights weights) {
        List<TensorImport> tensors = new ArrayList<>();
        file.tensors().stream()
                .filter(tensor -> !tensor.name().equals(TensorNames.ROPE))
                .map(this::plan)
                .sorted(Comparator.comparing(TensorImport::name))
                .forEach(tensors::add);
        byte[] json = JSON.writeValueAsBytes(config.json());
        NewOutput.write(folder, partial -> {
            Files.createDirectory(partial);
            Files.write(partial.resolve(ModelConfig.FILE), json);
            weights.write(tensors, partial.resolve(WEIGHTS));
        });
        return new Imported(tensors.size(), dtype, notes());
    }

    private TensorImport plan(BlockTensor tensor) {
        String name = TensorNames.fromGguf(tensor.name())
                .orElseThrow(() -> ConversionError.TENSOR_NOT_CONVERTIBLE.at(
                        tensor.name(),
                        "%s belongs to no model of the family %s".formatted(tensor.name(), family.modelType())));
        Rows.requireVectorOrMatrix(tensor.shape(), tensor.name());
        Optional<HeadOrder> order = GgufExport.heads(tensor.name(), family, config.heads(), config.keyHeads())
                .map(heads -> HeadOrder.of(tensor.shape().dim(0), heads, tensor.name()));
        return new TensorImport(name, tensor, order);
    }

    private List<TensorInfo> layout(List<TensorImport> tensors) {
        List<TensorInfo> layout = new ArrayList<>();
        long at = 0;
        for (TensorImport tensor : tensors) {
            layout.add(TensorInfo.at(at, tensor.name(), dtype, tensor.tensor().shape()));
            at = layout.getLast().end();
        }
        return layout;
    }

    private void writeOutline(List<TensorImport> tensors, Path weights) throws IOException {
        List<TensorInfo> layout = layout(tensors);
        byte[] header = SafetensorsWriter.header(layout, Map.of());
        try (RandomAccessFile file = new RandomAccessFile(weights.toFile(), "rw")) {
            file.write(header);
            file.setLength(
                    header.length + (layout.isEmpty() ? 0 : layout.getLast().end()));
        }
    }

    private void writeWeights(List<TensorImport> tensors, Path weights) throws IOException {
        try (SafetensorsWriter writer = SafetensorsWriter.create(weights, layout(tensors))) {
            for (TensorImport tensor : tensors) {
                tensor.write(writer, dtype);
            }
            writer.finish();
            writer.sync();
        }
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add("The tokenizer is left out: take tokenizer.json from where the model came from.");
        if (file.tensors().stream().anyMatch(tensor -> !tensor.type().isPlain())) {
            notes.add("What quantising lost is not brought back: the weights are those that llama.cpp computes with.");
        }
        if (family == Family.LLAMA) {
            notes.add("Mistral's models are llamas in GGUF, and stay llamas.");
        }
        return notes;
    }
}
