package io.graft.core.quantization;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Weights in eight-bit floating point with scales beside them, as DeepSeek, fbgemm, llm-compressor and ModelOpt write them:
 * {@code weight_scale_inv} or {@code weight_scale}, for the whole matrix, for each row, or for each tile. Either multiplies.
 */
record Float8Weights(Checkpoint checkpoint) {
    private static final long USUAL_TILE = 128;

    /** Whether the checkpoint keeps weights so; its method may also stand for other ways. */
    static boolean are(Checkpoint checkpoint) {
        return checkpoint.tensors().values().stream().anyMatch(Float8Weights::isPacked)
                && checkpoint.tensors().keySet().stream().noneMatch(name -> name.endsWith("weight_packed"));
    }

    private static boolean isPacked(Tensor tensor) {
        return tensor.dtype() == DType.F8_E4M3 || tensor.dtype() == DType.F8_E5M2;
    }

    void addTo(PackedWeights found) {
        checkpoint.tensors().values().stream().filter(Float8Weights::isPacked).forEach(codes -> {
            Tensor scale = scale(codes.name());
            found.add(codes.name(), weight(codes, scale));
            String module = codes.name().replaceFirst("weight$", "");
            found.use(
                    checkpoint,
                    scale.name(),
                    module + "input_scale",
                    module + "activation_scale",
                    module + "input_scale_ub");
        });
    }

    private Tensor scale(String weight) {
        return Stream.of(weight + "_scale_inv", weight + "_scale")
                .filter(checkpoint::holds)
                .map(checkpoint::tensor)
                .filter(scale -> scale.dtype().isFloat())
                .findFirst()
                .orElseThrow(() -> QuantizationError.QUANTIZATION_INVALID.at(
                        checkpoint.folder() + ": " + weight,
                        "%s is in eight bits, but there is no %s_scale_inv or %s_scale of floating-point numbers"
                                .formatted(weight, weight, weight)));
    }

    private ScaledFloat8 weight(Tensor codes, Tensor scale) {
        Shape shape = codes.shape();
        long columns = shape.rank() == 0 ? 1 : shape.dim(shape.rank() - 1);
        long rows = shape.rank() < 2 ? 1 : shape.dim(shape.rank() - 2);
        long matrices = Math.max(1, shape.elements() / Math.max(1, rows * columns));
        DType dtype = PackedWeights.type(checkpoint.config());
        if (scale.elements() == matrices) {
            return new ScaledFloat8(dtype, codes, Numbers.of(scale), rows, columns);
        }
        if (scale.elements() == matrices * rows && rows > 1 && isColumn(scale.shape(), rows)) {
            return new ScaledFloat8(dtype, codes, Numbers.of(scale), 1, columns);
        }
        long high = tile(0);
        long wide = tile(1);
        if (scale.elements() == matrices * Math.ceilDiv(rows, high) * Math.ceilDiv(columns, wide)) {
            return new ScaledFloat8(dtype, codes, Numbers.of(scale), high, wide);
        }
        throw QuantizationError.QUANTIZATION_INVALID.at(
                checkpoint.folder() + ": " + scale.name(),
                "%s is %s, which is neither one scale for the %s of %s, nor one for each row or each tile of %d x %d"
                        .formatted(scale.name(), scale.shape(), shape, codes.name(), high, wide));
    }

    private static boolean isColumn(Shape scale, long rows) {
        int last = scale.rank() - 1;
        return scale.dim(last) == rows || scale.dim(last) == 1;
    }

    private long tile(int side) {
        Optional<JsonNode> stated = checkpoint
                .config()
                .field("quantization_config")
                .map(config -> config.path("weight_block_size").path(side));
        return stated.filter(JsonNode::isIntegralNumber)
                .map(JsonNode::longValue)
                .filter(size -> size > 0)
                .orElse(USUAL_TILE);
    }
}
