package io.graft.core.verification;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.merge.MergeInputs;
import io.graft.core.merge.MergePlan;
import io.graft.core.preflight.Finding;
import io.graft.core.recipe.Recipe;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Level W: every tensor of a merged model accounted for, and sampled rows of each recomputed from the recipe.
 *
 * @param exact whether every element had to agree bit for bit, as Graft's own merges do
 * @param checkedElements how many were recomputed
 * @param confirmedElements how many of these were computed a second time, by plain arithmetic from the files
 * @param elements how many there are in what the recipe makes
 * @param deltaError relative Frobenius error of what the merge changes, by rounding to the stored type; null if nothing changes
 * @param unchanged share of elements of changed tensors that are the base's bits still: what rounding swallowed
 * @param tensors one for each tensor of the recipe's result or of the checked model, by name
 * @param findings errors first; without an error, the check passed
 * @param detectionLimit what could be wrong without being noticed, in a sentence or two
 */
public record WeightCheck(
        boolean passed,
        boolean exact,
        long checkedElements,
        long confirmedElements,
        long elements,
        @Nullable Double deltaError,
        @Nullable Double unchanged,
        List<TensorCheck> tensors,
        List<Finding> findings,
        String detectionLimit) {
    public WeightCheck {
        tensors = List.copyOf(tensors);
        findings = List.copyOf(findings);
    }

    /**
     * Recomputes a merged model from its recipe.
     *
     * @param inputs the recipe's models and adapters
     * @param merged the model that is checked
     * @throws io.graft.core.GraftException if the recipe cannot be planned
     * @throws InterruptedException if this thread was interrupted
     */
    public static WeightCheck of(Recipe recipe, MergeInputs inputs, Checkpoint merged, Thoroughness how)
            throws InterruptedException {
        try (PlainMerge plain = new PlainMerge(recipe, inputs)) {
            return new WeightComparison(MergePlan.of(recipe, inputs), merged, plain, how).check();
        }
    }
}
