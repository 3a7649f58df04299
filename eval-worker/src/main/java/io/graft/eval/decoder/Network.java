package io.graft.eval.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.graft.core.checkpoint.Checkpoint;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model, ready to run.
 *
 * @param embeddingName the tensor of the embedding
 * @param positions [positions, hidden]; null where heads turn instead
 * @param linears all linear layers by the names of their tensors
 */
record Network(
        Architecture architecture,
        String embeddingName,
        Embedding embedding,
        @Nullable NDArray positions,
        List<Block> blocks,
        Norm last,
        Linear head,
        Map<String, Linear> linears) {
    static Network build(Checkpoint checkpoint, Weights weights, Loader loader) {
        Architecture architecture = Architecture.of(checkpoint);
        return architecture.family() == Family.GPT2
                ? Gpt2.build(checkpoint, weights, loader, architecture)
                : Modern.build(checkpoint, weights, loader, architecture);
    }

    /** Hidden states after the last block, [tokens, hidden], which belong to {@code scope}. */
    NDArray read(Tokens tokens, List<KeyValues> past, Adapters active, NDManager scope) {
        NDArray x = embedded(tokens, active, scope);
        Map<LayerKind, Sight> sights = new HashMap<>();
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            Sight sight = sights.computeIfAbsent(block.kind(), kind -> Sight.of(tokens, kind, scope));
            x = block.apply(x, tokens.start(), past.get(i), sight, active);
        }
        return x;
    }

    private NDArray embedded(Tokens tokens, Adapters active, NDManager scope) {
        NDArray x = embedding.apply(scope.create(tokens.wideIds()), active);
        if (positions != null) {
            long[] places = Arrays.stream(tokens.positions()).asLongStream().toArray();
            x.addi(Torch.rows(scope.create(places), positions));
        }
        return x;
    }

    /**
     * The logits of some tokens, [rows, vocabulary].
     *
     * @param hidden what {@link #read} made
     * @param rows which tokens
     */
    NDArray logits(NDArray hidden, int[] rows, Adapters active) {
        NDManager scope = hidden.getManager();
        long[] wide = Arrays.stream(rows).asLongStream().toArray();
        NDArray asked = Torch.rows(scope.create(wide, new Shape(rows.length)), hidden);
        NDArray logits = head.apply(last.apply(asked), active);
        return architecture.finalCap() == 0 ? logits : SoftCap.apply(logits, architecture.finalCap());
    }
}
