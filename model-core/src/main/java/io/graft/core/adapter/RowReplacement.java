package io.graft.core.adapter;

import io.graft.core.tensor.Tensor;
import java.util.List;

/**
 * Some rows of an embedding are others.
 *
 * @param rows [ids, dim]
 * @param ids which row of the target each of them replaces; no two are the same
 */
public record RowReplacement(String target, Tensor rows, List<Integer> ids) implements Change {
    public RowReplacement {
        ids = List.copyOf(ids);
    }

    @Override
    public RowReplacement of(String other) {
        return new RowReplacement(other, rows, ids);
    }
}
