package io.graft.core.adapter;

import io.graft.core.tensor.DType;
import io.graft.core.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * A tensor that the adapter holds whole.
 *
 * @param name in the trained model
 * @param trained whether it was trained, rather than copied so that the rest fits
 * @param resizable whether its first dimension may be another than that of the base
 */
record TrainedTensor(String name, Tensor tensor, boolean trained, boolean resizable) implements Trained {
    @Override
    public List<Change> on(Targets base) {
        Optional<Tensor> target = base.find(name);
        if (target.isEmpty()) {
            return List.of(new Replacement(name, tensor, typeOfNew(base), trained));
        }
        if (!fits(target.get())) {
            throw base.misfit(target.get(), tensor, name);
        }
        return trained || !isSame(target.get())
                ? List.of(new Replacement(
                        target.get().name(), tensor, target.get().dtype(), trained))
                : List.of();
    }

    private DType typeOfNew(Targets base) {
        return base.commonType().filter(dtype -> tensor.dtype().isFloat()).orElse(tensor.dtype());
    }

    private boolean fits(Tensor target) {
        boolean sameKind = target.dtype().isFloat() == tensor.dtype().isFloat();
        boolean sameRank = target.shape().rank() == tensor.shape().rank();
        boolean sameRow = sameRank
                && tensor.shape().rank() == 2
                && target.shape().dim(1) == tensor.shape().dim(1);
        return sameKind && (target.shape().equals(tensor.shape()) || (resizable && sameRow));
    }

    private boolean isSame(Tensor target) {
        return target.dtype() == tensor.dtype()
                && target.shape().equals(tensor.shape())
                && target.data().mismatch(tensor.data()) < 0;
    }
}
