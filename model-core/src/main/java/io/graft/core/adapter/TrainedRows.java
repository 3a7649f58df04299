package io.graft.core.adapter;

import io.graft.core.tensor.Tensor;
import java.util.List;

/**
 * Rows of an embedding.
 *
 * @param rows [ids, dim]
 * @param ids which rows they are
 */
record TrainedRows(String module, Tensor rows, List<Integer> ids) implements Trained {
    static TrainedRows of(ModuleTensors tensors, List<Integer> ids) {
        Tensor rows = tensors.take("trainable_tokens_delta").orElseThrow(tensors::nothing);
        if (rows.shape().rank() != 2 || rows.shape().dim(0) != ids.size()) {
            throw tensors.invalid(rows, "%s lists %d tokens for it".formatted(AdapterConfig.FILE, ids.size()));
        }
        return new TrainedRows(tensors.module(), rows, ids);
    }

    @Override
    public List<Change> on(Targets base) {
        Tensor target = base.weight(module);
        if (target.shape().rank() != 2 || target.shape().dim(1) != rows.shape().dim(1)) {
            throw base.misfit(target, rows, module);
        }
        ids.stream().filter(id -> id >= target.shape().dim(0)).findFirst().ifPresent(id -> refuse(id, target, base));
        return List.of(new RowReplacement(target.name(), rows, ids));
    }

    private void refuse(int id, Tensor target, Targets base) {
        throw AdapterError.ADAPTER_SHAPE_MISMATCH.at(
                base.base().folder() + ": " + target.name(),
                "The adapter replaces row %d of %s, which has %d"
                        .formatted(id, target.name(), target.shape().dim(0)),
                "Merge %s into the base it was trained on.".formatted(module));
    }
}
