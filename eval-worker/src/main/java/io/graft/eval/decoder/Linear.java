package io.graft.eval.decoder;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A linear layer, and what adapters add to it. */
final class Linear {
    private final NDArray weight;
    private final @Nullable NDArray bias;
    private final boolean transposed;
    private final Map<String, List<Addition>> additions = new HashMap<>();

    /** @param transposed whether the weight is [in, out] rather than [out, in] */
    Linear(NDArray weight, @Nullable NDArray bias, boolean transposed) {
        this.weight = weight;
        this.bias = bias;
        this.transposed = transposed;
    }

    NDArray weight() {
        return weight;
    }

    void add(String adapter, Addition addition) {
        additions.computeIfAbsent(adapter, _ -> new ArrayList<>()).add(addition);
    }

    void remove(String adapter) {
        additions.remove(adapter);
    }

    NDArray apply(NDArray x, Adapters active) {
        if (additions.isEmpty() || active.weights().keySet().stream().noneMatch(additions::containsKey)) {
            return product(x, bias);
        }
        try (NDArray plain = product(x, null)) {
            NDArray output = bias == null ? plain.duplicate() : plain.add(bias);
            active.weights().forEach((name, weight) -> additions
                    .getOrDefault(name, List.of())
                    .forEach(addition -> addition.addTo(output, x, plain, weight)));
            return output;
        }
    }

    private NDArray product(NDArray x, @Nullable NDArray shift) {
        if (!transposed) {
            return Torch.linear(x, weight, shift);
        }
        NDArray product = x.matMul(weight);
        return shift == null ? product : product.addi(shift);
    }
}
