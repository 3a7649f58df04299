package io.graft.eval.decoder;

import ai.djl.ndarray.NDArray;
import java.util.HashMap;
import java.util.Map;

/** A vector for each token, and what adapters add to it. */
final class Embedding {
    private final NDArray table;
    private final float scale;
    private final Map<String, Addition.LowRank> additions = new HashMap<>();

    /**
     * @param table [vocabulary, hidden]
     * @param scale on each vector
     */
    Embedding(NDArray table, float scale) {
        this.table = table;
        this.scale = scale;
    }

    NDArray table() {
        return table;
    }

    /** @param addition whose {@code a} is [vocabulary, rank] */
    void add(String adapter, Addition.LowRank addition) {
        additions.put(adapter, addition);
    }

    void remove(String adapter) {
        additions.remove(adapter);
    }

    /** @param ids int64 */
    NDArray apply(NDArray ids, Adapters active) {
        NDArray vectors = Torch.rows(ids, table);
        active.weights().forEach((name, weight) -> {
            Addition.LowRank addition = additions.get(name);
            if (addition != null) {
                try (NDArray narrow = Torch.rows(ids, addition.a()).muli((float) (addition.scale() * weight));
                        NDArray added = Torch.linear(narrow, addition.b(), null)) {
                    vectors.addi(added);
                }
            }
        });
        return scale == 1 ? vectors : vectors.muli(scale);
    }
}
