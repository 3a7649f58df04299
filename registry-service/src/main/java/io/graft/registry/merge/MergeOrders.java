package io.graft.registry.merge;

import io.graft.core.preflight.Finding;
import io.graft.core.recipe.Recipe;
import io.graft.registry.model.ModelName;
import io.graft.registry.recipe.Recipes;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Merges that others ask for as a step of something larger. */
@Component
public class MergeOrders {
    private final Requests requests;
    private final Recipes recipes;
    private final InputCheck check;

    MergeOrders(Requests requests, Recipes recipes, InputCheck check) {
        this.requests = requests;
        this.recipes = recipes;
        this.check = check;
    }

    /** What preflight says of it. Reads headers, so it is not to be called within a transaction. */
    @Transactional(propagation = Propagation.NEVER)
    public List<Finding> findings(Recipe recipe) {
        return check.findings(requests.pin(recipe));
    }

    /**
     * Queues the merge in the caller's transaction, unless the same was made already.
     *
     * @param findings that were seen before; an error among them refuses the merge
     * @return the merge that makes or made it
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID place(Recipe recipe, ModelName output, List<Finding> findings) {
        Requests.requireNoErrors(findings);
        Recipe kept = recipes.keep(recipe.canonicalJson());
        return requests.queue(requests.pin(kept), output, Cut.of(null, null), findings, false);
    }
}
