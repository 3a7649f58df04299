package io.graft.eval.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** Makes queries, keys and values, each [tokens, heads · size]. */
sealed interface Projection {
    NDArray[] apply(NDArray x, Adapters active);

    /** By a layer for each. */
    record Separate(Linear query, Linear key, Linear value) implements Projection {
        @Override
        public NDArray[] apply(NDArray x, Adapters active) {
            return new NDArray[] {query.apply(x, active), key.apply(x, active), value.apply(x, active)};
        }
    }

    /** By one layer, whose output is cut in three. */
    record Joint(Linear all, int hidden) implements Projection {
        @Override
        public NDArray[] apply(NDArray x, Adapters active) {
            NDManager owner = x.getManager();
            NDArray joint = all.apply(x, active);
            NDArray[] parts = new NDArray[3];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = Torch.part(joint, 1, (long) i * hidden, (long) (i + 1) * hidden, owner);
            }
            return parts;
        }
    }
}
