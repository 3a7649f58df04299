package io.graft.eval.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

/**
 * The first half of a layer: each token gathers from those that it sees.
 *
 * @param queryNorm null where queries and keys are not normed
 * @param scale on the product of query and key
 * @see <a href="https://arxiv.org/abs/2305.13245">grouped-query attention</a>
 */
record Attention(
        Projection projection,
        Linear output,
        @Nullable Norm queryNorm,
        @Nullable Norm keyNorm,
        Heads heads,
        float scale) {
    /**
     * @param x [tokens, hidden]
     * @param start how many tokens were read before
     */
    NDArray apply(NDArray x, int start, KeyValues past, Sight sight, Adapters active) {
        long count = x.getShape().get(0);
        NDArray[] made = projection.apply(x, active);
        try (NDArray queries = grouped(
                        turned(made[0], heads.queries(), queryNorm, sight).muli(scale), count);
                NDArray keys = turned(made[1], heads.keys(), keyNorm, sight);
                NDArray values = made[2].reshape(count, heads.keys(), heads.size())) {
            past.write(start, keys.transpose(1, 0, 2), values.transpose(1, 0, 2));
            try (NDArray gathered = gather(queries, (int) (start + count), past, sight)) {
                return output.apply(ungrouped(gathered, count), active);
            }
        }
    }

    private NDArray turned(NDArray flat, int number, @Nullable Norm norm, Sight sight) {
        NDArray split = flat.reshape(flat.getShape().get(0), number, heads.size());
        return sight.turned(norm == null ? split : norm.apply(split));
    }

    /** [tokens, queries, size] as [keys, group · tokens, size]: the queries that share a key are one matrix. */
    private NDArray grouped(NDArray queries, long count) {
        return queries.transpose(1, 0, 2).reshape(heads.keys(), heads.group() * count, heads.size());
    }

    /** Back to [tokens, queries · size]. */
    private NDArray ungrouped(NDArray gathered, long count) {
        return gathered.reshape(heads.queries(), count, heads.size())
                .transpose(1, 0, 2)
                .reshape(count, (long) heads.queries() * heads.size());
    }

    private NDArray gather(NDArray queries, int end, KeyValues past, Sight sight) {
        NDManager owner = queries.getManager();
        try (NDArray keys = past.keys(sight.from(), end, owner);
                NDArray values = past.values(sight.from(), end, owner);
                NDArray scores = capped(queries.matMul(keys.transpose(0, 2, 1)))) {
            Shape shape = scores.getShape();
            long count = shape.get(1) / heads.group();
            sight.hide(scores.reshape(heads.queries(), count, shape.get(2)));
            try (NDArray shares = Torch.softmax(scores)) {
                return shares.matMul(values);
            }
        }
    }

    private NDArray capped(NDArray scores) {
        return heads.softCap() == 0 ? scores : SoftCap.apply(scores, heads.softCap());
    }
}
