package io.graft.eval.verification;

import io.graft.core.recipe.ModelReference;
import io.graft.core.recipe.Source;
import java.util.List;

/** What a merge is equal to without merging: its base with adapters beside it. */
sealed interface DynamicTwin {
    /** The base, and what is added to it. */
    record Beside(Source base, List<Weighted> adapters) implements DynamicTwin {
        public Beside {
            adapters = List.copyOf(adapters);
        }
    }

    /**
     * There is none.
     *
     * @param reason a clause
     */
    record None(String reason) implements DynamicTwin {}

    /**
     * An adapter on the base.
     *
     * @param weight the factor on all that it adds
     */
    record Weighted(ModelReference model, double weight) {}
}
