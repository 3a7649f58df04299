package io.graft.eval.decoder;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * The second half of a layer.
 *
 * @param gate null where there is none
 */
record Mlp(@Nullable Linear gate, Linear up, Linear down, Activation activation) {
    NDArray apply(NDArray x, Adapters active) {
        try (NDArray wide = widened(x, active)) {
            return down.apply(wide, active);
        }
    }

    private NDArray widened(NDArray x, Adapters active) {
        try (NDArray raised = up.apply(x, active)) {
            if (gate == null) {
                return activation.apply(raised);
            }
            try (NDArray gated = gate.apply(x, active)) {
                return activation.apply(gated).muli(raised);
            }
        }
    }
}
