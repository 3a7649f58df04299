package io.graft.core.conversion;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.checkpoint.ModelConfig;
import io.graft.core.gguf.BlockType;
import io.graft.core.gguf.GgufValue;
import io.graft.core.gguf.GgufWriter;
import io.graft.core.gguf.PlannedTensor;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a GGUF file of a model's folder, as llama.cpp's conversion makes it, tensor by tensor. */
public final class GgufExport {
    private static final int QUANTISATION_VERSION = 2;

    private final Checkpoint model;
    private final BlockType type;
    private final String name;
    private final Family family;
    private final Hyperparameters hyperparameters;
    private final List<TensorExport> tensors = new ArrayList<>();
    private final Map<String, Double> errors = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    private GgufExport(Checkpoint model, BlockType type, String name) {
        this.model = model;
        this.type = type;
        this.name = name;
        this.family = Family.of(model.config(), model.folder());
        this.hyperparameters = new Hyperparameters(model.config(), family, model.folder());
    }

    /**
     * Writes a file that was not there; it appears whole or not at all.
     *
     * @param type what matrices become
     */
    public static Exported write(Checkpoint model, BlockType type, Path out) {
        return write(
                model,
                type,
                String.valueOf(model.folder().toAbsolutePath().normalize().getFileName()),
                out);
    }

    /**
     * The same.
     *
     * @param name what the file calls the model
     */
    public static Exported write(Checkpoint model, BlockType type, String name, Path out) {
        if (!type.isWritable()) {
            type.encode(new float[type.elements()], 1, new byte[type.bytes()]);
        }
        return new GgufExport(model, type, name).write(out);
    }

    /** A tensor of a model that is still to be made. */
    public record Outlined(String name, DType dtype, Shape shape) {}

    /**
     * How many bytes the tensors of a model will take.
     *
     * @param where how to call the model in errors
     * @throws io.graft.core.GraftException with a {@link ConversionError} if the model cannot be converted
     */
    public static long bytes(ModelConfig config, List<Outlined> tensors, BlockType type, String where) {
        Family family = Family.of(config, where);
        RopeScaling.of(config, where);
        new Hyperparameters(config, family, where).put(new LinkedHashMap<>(), 0);
        return tensors.stream()
                .filter(tensor -> !isComputed(tensor.name()) && !isTied(tensor.name(), config))
                .map(tensor -> planned(tensor, type, family, where))
                .mapToLong(planned -> planned.type().bytes(planned.shape().elements()))
                .sum();
    }

    private Exported write(Path out) {
        model.tensors().values().forEach(this::plan);
        RopeScaling scaling = RopeScaling.of(model.config(), model.folder());
        if (scaling instanceof RopeScaling.Llama3 llama) {
            planDivisors(llama.divisors(hyperparameters.ropeBase(), hyperparameters.headSize()));
        }
        Map<String, GgufValue> metadata = metadata(scaling);
        NewOutput.write(out, partial -> write(partial, metadata));
        return exported();
    }

    private void write(Path file, Map<String, GgufValue> metadata) throws IOException {
        List<PlannedTensor> planned =
                tensors.stream().map(TensorExport::planned).toList();
        try (GgufWriter writer = GgufWriter.create(file, metadata, planned)) {
            for (TensorExport tensor : tensors) {
                tensor.write(writer);
                double error = writer.takeError();
                if (error > 0) {
                    errors.put(tensor.tensor().name(), error);
                }
            }
            writer.finish();
        }
    }

    private void plan(Tensor tensor) {
        if (isComputed(tensor.name())) {
            return;
        }
        if (isTied(tensor.name(), model.config())) {
            notes.add("lm_head.weight is left out: config.json ties it to the embedding.");
            return;
        }
        PlannedTensor planned =
                planned(new Outlined(tensor.name(), tensor.dtype(), tensor.shape()), type, family, model.folder());
        tensors.add(new TensorExport(tensor, planned, order(planned.name(), tensor)));
    }

    private static boolean isComputed(String tensor) {
        return tensor.endsWith("rotary_emb.inv_freq");
    }

    private static boolean isTied(String tensor, ModelConfig config) {
        return tensor.equals(TensorNames.HEAD) && config.tiesEmbeddings().orElse(false);
    }

    private static PlannedTensor planned(Outlined tensor, BlockType type, Family family, Object where) {
        String name = TensorNames.toGguf(tensor.name())
                .filter(_ -> tensor.dtype().isFloat())
                .orElseThrow(() -> ConversionError.TENSOR_NOT_CONVERTIBLE.at(
                        where + ": " + tensor.name(),
                        "%s has no place in a GGUF file of the family %s"
                                .formatted(tensor.name(), family.modelType())));
        Rows.requireVectorOrMatrix(tensor.shape(), tensor.name());
        return new PlannedTensor(name, TensorExport.type(tensor.shape(), type), tensor.shape());
    }

    private Optional<HeadOrder> order(String name, Tensor tensor) {
        return heads(name, family, hyperparameters.heads(), hyperparameters.keyHeads())
                .map(heads -> HeadOrder.of(tensor.shape().dim(0), heads, tensor.name()));
    }

    /** How many heads the rows of a tensor are, if they are to be reordered. */
    static Optional<Integer> heads(String ggufName, Family family, int heads, int keyHeads) {
        if (family.interleaved() && ggufName.contains(".attn_q.")) {
            return Optional.of(heads);
        }
        return family.interleaved() && ggufName.contains(".attn_k.") ? Optional.of(keyHeads) : Optional.empty();
    }

    private void planDivisors(float[] divisors) {
        ByteBuffer bytes = ByteBuffer.allocate(divisors.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(divisors);
        Shape shape = Shape.of(divisors.length);
        Tensor tensor = new Tensor(TensorNames.ROPE, DType.F32, shape, MemorySegment.ofArray(bytes.array()));
        PlannedTensor planned = new PlannedTensor(TensorNames.ROPE, BlockType.F32, shape);
        tensors.add(new TensorExport(tensor, planned, Optional.empty()));
    }

    private Map<String, GgufValue> metadata(RopeScaling scaling) {
        int rows = Math.toIntExact(
                model.tensor("model.embed_tokens.weight").shape().dim(0));
        Map<String, GgufValue> metadata = new LinkedHashMap<>();
        metadata.put("general.architecture", GgufValue.of(family.architecture()));
        metadata.put("general.type", GgufValue.of("model"));
        metadata.put("general.name", GgufValue.of(name));
        metadata.put("general.file_type", GgufValue.of(type.fileType()));
        metadata.put("general.quantization_version", GgufValue.of(QUANTISATION_VERSION));
        hyperparameters.put(metadata, rows);
        scaling.put(metadata, hyperparameters);
        hyperparameters
                .window()
                .ifPresent(window -> notes.add(
                        "The window of %d tokens is left out: llama.cpp lets this family attend to everything."
                                .formatted(window)));
        TokenizerKeys.put(metadata, model, rows)
                .ifPresent(why -> notes.add("The tokenizer is left out: %s.".formatted(why)));
        return metadata;
    }

    private Exported exported() {
        Map<BlockType, Integer> counts = new EnumMap<>(BlockType.class);
        tensors.forEach(tensor -> counts.merge(tensor.planned().type(), 1, Integer::sum));
        List<String> fallbacks = tensors.stream()
                .filter(tensor ->
                        tensor.tensor().shape().rank() > 1 && tensor.planned().type() != type)
                .map(tensor -> tensor.tensor().name())
                .toList();
        return new Exported(counts, fallbacks, errors, notes);
    }
}
