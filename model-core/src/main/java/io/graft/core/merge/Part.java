package io.graft.core.merge;

import io.graft.core.adapter.LowRank;
import io.graft.core.recipe.Contribution;
import io.graft.core.tensor.Tensor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one model brings to one tensor of the result: its own tensor, and what its adapter adds to that. */
record Part(Contribution source, Tensor tensor, @Nullable LowRank lowRank) {
    static Part of(Contribution source, MergeModel model, String name) {
        return new Part(source, model.tensor(name), model.delta(name).orElse(null));
    }

    Optional<LowRank> delta() {
        return Optional.ofNullable(lowRank);
    }
}
