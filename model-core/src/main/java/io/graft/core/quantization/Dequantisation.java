package io.graft.core.quantization;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.conversion.GgufModel;
import io.graft.core.safetensors.TensorInfo;
import io.graft.core.tensor.Elements;
import io.graft.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Opens a model as the weights it stands for, whether or not it is quantised, and whether it is a folder or a GGUF file. What is quantised is unpacked as the library does that
 * packed it: in float32, then rounded once to the type that the weights had before. The unpacked weights lie in a file without a name
 * in the temporary folder, and take no heap.
 *
 * @param method in the words of config.json, such as {@code bitsandbytes}, or {@code gguf}
 * @param weights how many weights were unpacked
 */
public record Dequantisation(String method, int weights) {
    private static final int BLOCK = 1 << 14;
    /** What stands for a GGUF file has nothing packed any more. */
    private static final String GGUF = "gguf";

    /**
     * Opens and unpacks a model. What is quantised in a way that cannot be unpacked is opened as it is, and its config still says
     * that it is quantised.
     *
     * @throws io.graft.core.GraftException if the folder holds no valid model, or there is no room to unpack it
     */
    public static Checkpoint open(Path folder) {
        return opened(folder, true);
    }

    /** The same without the numbers: unpacked weights have their names, types and shapes, and every element is zero. */
    public static Checkpoint outline(Path folder) {
        return opened(folder, false);
    }

    /** What was unpacked in a checkpoint that was opened here; empty if nothing was. */
    public static Optional<Dequantisation> of(Checkpoint checkpoint) {
        Checkpoint stored = checkpoint.stored();
        return stored.equals(checkpoint)
                ? Optional.empty()
                : PackedWeights.of(stored)
                        .map(packed -> new Dequantisation(
                                packed.method(), packed.weights().size()))
                        .or(() -> Optional.of(new Dequantisation(GGUF, matrices(stored))));
    }

    private static int matrices(Checkpoint model) {
        return (int) model.tensors().values().stream()
                .filter(tensor -> tensor.shape().rank() > 1)
                .count();
    }

    /** Whether the content of a tensor says what shape another has: an outline needs it. */
    public static boolean describes(TensorInfo tensor) {
        return QuantState.is(tensor.name()) && tensor.bytes() <= QuantState.MOST_BYTES;
    }

    private static Checkpoint opened(Path folder, boolean filled) {
        Optional<Path> gguf = GgufModel.in(folder);
        return gguf.isPresent() ? GgufModel.open(gguf.get(), filled) : openedFolder(folder, filled);
    }

    private static Checkpoint openedFolder(Path folder, boolean filled) {
        Checkpoint stored = Checkpoint.open(folder);
        try {
            return PackedWeights.of(stored)
                    .map(packed -> unpacked(stored, packed, filled))
                    .orElse(stored);
        } catch (RuntimeException e) {
            stored.close();
            throw e;
        }
    }

    private static Checkpoint unpacked(Checkpoint stored, PackedWeights packed, boolean filled) {
        ScratchMemory memory = ScratchMemory.of(packed.weights().values().stream()
                .mapToLong(Dequantisation::bytes)
                .sum());
        try {
            Map<String, Tensor> tensors = new HashMap<>(stored.tensors());
            packed.beside().forEach(tensors::remove);
            List<Runnable> work = new ArrayList<>();
            packed.weights().forEach((name, weight) -> {
                Tensor room = room(name, weight, memory);
                tensors.put(name, room);
                work.add(() -> fill(weight, room));
            });
            if (filled) {
                work.parallelStream().forEach(Runnable::run);
            }
            return stored.standingFor(
                    stored.config().unquantised(PackedWeights.type(stored.config())), tensors, memory::close);
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    private static long bytes(Packed weight) {
        return weight.shape().elements() * weight.dtype().bytes();
    }

    private static Tensor room(String name, Packed weight, ScratchMemory memory) {
        return new Tensor(name, weight.dtype(), weight.shape(), memory.next(bytes(weight)));
    }

    private static void fill(Packed weight, Tensor into) {
        double[] block = new double[BLOCK];
        for (long first = 0; first < into.elements(); first += BLOCK) {
            int count = (int) Math.min(BLOCK, into.elements() - first);
            weight.unpack(first, block, count);
            Elements.write(weight.dtype(), block, count, into.data(), first);
        }
    }
}
