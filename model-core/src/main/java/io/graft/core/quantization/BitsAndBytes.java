package io.graft.core.quantization;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.graft.core.GraftException;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/** Weights as bitsandbytes keeps them, through {@code save_pretrained} of a model that was loaded in 4 or in 8 bits. */
record BitsAndBytes(Checkpoint checkpoint) {
    private static final String WEIGHT = "weight";
    private static final int BYTE_VALUES = 256;

    void addTo(PackedWeights found) {
        for (Tensor tensor : checkpoint.tensors().values()) {
            String name = tensor.name();
            if (QuantState.is(name)) {
                addFourBit(QuantState.weight(name), tensor, found);
            } else if (tensor.dtype() == DType.I8 && checkpoint.holds(beside(name, "SCB"))) {
                addEightBit(tensor, found);
            }
        }
    }

    private void addFourBit(String weight, Tensor packed, PackedWeights found) {
        QuantState state = QuantState.read(packed, checkpoint.folder());
        MemorySegment codes = tensor(weight).data();
        long blocks = Math.ceilDiv(state.shape().elements(), state.blockSize());
        if (codes.byteSize() != Math.ceilDiv(state.shape().elements(), 2)) {
            throw invalid(weight, "holds %d bytes, which is not half of %s".formatted(codes.byteSize(), state.shape()));
        }
        found.add(
                weight,
                new FourBit(
                        state.shape(),
                        state.dtype(),
                        codes,
                        numbers(weight + ".quant_map", 16),
                        scales(weight, state, blocks),
                        state.blockSize()));
        found.use(
                checkpoint,
                packed.name(),
                weight + ".quant_map",
                weight + ".absmax",
                weight + ".nested_absmax",
                weight + ".nested_quant_map");
    }

    private Numbers scales(String weight, QuantState state, long blocks) {
        Tensor largest = tensor(weight + ".absmax");
        if (largest.elements() != blocks) {
            throw invalid(largest.name(), "holds %d scales for %d blocks".formatted(largest.elements(), blocks));
        }
        if (largest.dtype().isFloat()) {
            return Numbers.of(largest);
        }
        if (largest.dtype() != DType.U8) {
            throw invalid(largest.name(), "is in %s, and neither in float32 nor in uint8".formatted(largest.dtype()));
        }
        return nested(weight, state, largest.data(), blocks);
    }

    /** Scales that are quantised themselves (QLoRA, section 3, double quantisation). */
    private Numbers nested(String weight, QuantState state, MemorySegment codes, long blocks) {
        Numbers numbers = numbers(weight + ".nested_quant_map", BYTE_VALUES);
        long groups = Math.ceilDiv(blocks, state.nestedBlockSize());
        Numbers largest = numbers(weight + ".nested_absmax", groups);
        return block -> numbers.at(codes.get(JAVA_BYTE, block) & 0xff) * largest.at(block / state.nestedBlockSize())
                + state.nestedOffset();
    }

    private void addEightBit(Tensor codes, PackedWeights found) {
        String scales = beside(codes.name(), "SCB");
        Shape shape = codes.shape();
        if (shape.rank() != 2) {
            throw invalid(codes.name(), "is %s, and no matrix".formatted(shape));
        }
        found.add(
                codes.name(),
                new EightBit(
                        shape, PackedWeights.type(checkpoint.config()), codes.data(), numbers(scales, shape.dim(0))));
        found.use(checkpoint, scales, beside(codes.name(), "weight_format"));
    }

    private static String beside(String weight, String name) {
        return weight.endsWith(WEIGHT) ? weight.substring(0, weight.length() - WEIGHT.length()) + name : weight + name;
    }

    private Numbers numbers(String name, long count) {
        Tensor tensor = tensor(name);
        if (!tensor.dtype().isFloat() || tensor.elements() != count) {
            throw invalid(
                    name,
                    "is %s %s in place of %d floating-point numbers".formatted(tensor.dtype(), tensor.shape(), count));
        }
        return Numbers.of(tensor);
    }

    private Tensor tensor(String name) {
        if (!checkpoint.holds(name)) {
            throw invalid(name, "is missing, and without it the weights cannot be unpacked");
        }
        return checkpoint.tensor(name);
    }

    private GraftException invalid(String name, String fault) {
        return QuantizationError.QUANTIZATION_INVALID.at(
                checkpoint.folder() + ": " + name, "%s %s".formatted(name, fault));
    }
}
