package io.graft.core.quantization;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.checkpoint.ModelConfig;
import io.graft.core.tensor.DType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What of a checkpoint is quantised.
 *
 * @param method in the words of config.json
 * @param weights by the name of the weight
 * @param beside the tensors that only say how to unpack the weights
 */
record PackedWeights(String method, Map<String, Packed> weights, Set<String> beside) {
    private static final Set<String> EIGHT_BIT_FLOATS = Set.of("fp8", "fbgemm_fp8", "compressed-tensors", "modelopt");

    /** Empty for a checkpoint that is not quantised, and for one that is in a way that this package does not know. */
    static Optional<PackedWeights> of(Checkpoint checkpoint) {
        return checkpoint.config().quantization().flatMap(method -> of(checkpoint, method));
    }

    private static Optional<PackedWeights> of(Checkpoint checkpoint, String method) {
        PackedWeights found = new PackedWeights(method, new TreeMap<>(), new TreeSet<>());
        if (method.equals("bitsandbytes")) {
            new BitsAndBytes(checkpoint).addTo(found);
            return Optional.of(found);
        }
        if (EIGHT_BIT_FLOATS.contains(method) && Float8Weights.are(checkpoint)) {
            new Float8Weights(checkpoint).addTo(found);
            return Optional.of(found);
        }
        return Optional.empty();
    }

    void add(String name, Packed weight) {
        weights.put(name, weight);
    }

    /** Tensors that are used up, of those that there are. */
    void use(Checkpoint checkpoint, String... names) {
        Set.of(names).stream().filter(checkpoint::holds).forEach(beside::add);
    }

    /** The type that weights are unpacked to, where they do not say it themselves. */
    static DType type(ModelConfig config) {
        return config.dtype()
                .filter(dtype -> dtype == DType.F32 || dtype == DType.F16 || dtype == DType.BF16)
                .orElse(DType.BF16);
    }
}
