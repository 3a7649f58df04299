package io.graft.registry.merge;

import io.graft.core.GraftException;
import io.graft.core.preflight.Finding;
import io.graft.core.recipe.Recipe;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.model.VersionReference;
import io.graft.registry.recipe.Recipes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Merges that others ask for as a step of something larger. */
@Component
public class MergeOrders {
    private final Requests requests;
    private final Recipes recipes;
    private final InputCheck check;
    private final Merges merges;
    private final MergeListing listing;
    private final Cancellation cancellation;
    private final Catalog catalog;

    MergeOrders(
            Requests requests,
            Recipes recipes,
            InputCheck check,
            Merges merges,
            MergeListing listing,
            Cancellation cancellation,
            Catalog catalog) {
        this.requests = requests;
        this.recipes = recipes;
        this.check = check;
        this.merges = merges;
        this.listing = listing;
        this.cancellation = cancellation;
        this.catalog = catalog;
    }

    /** How a merge stands that was ordered: what it made if it is done, and what went wrong if it failed. */
    public record Standing(
            MergeState state,
            @Nullable PinnedVersion version,
            @Nullable String why) {}

    /**
     * The recipe with numbers in place of aliases, as they stand now.
     *
     * @throws GraftException where it names what is not there, not ready or of the wrong kind
     */
    public Recipe numbered(Recipe recipe) {
        return requests.pin(recipe).numbered();
    }

    /** What goes into it, by the names that the recipe uses. */
    public List<Input> inputs(Recipe recipe) {
        return requests.pin(recipe).inputs();
    }

    /** What preflight says of it. Reads headers, so it is not to be called within a transaction. */
    @Transactional(propagation = Propagation.NEVER)
    public List<Finding> findings(Recipe recipe, ModelName output) {
        return check.findings(requests.pin(recipe), output);
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

    public Standing standing(UUID id) {
        Merge merge = merges.required(id);
        MergeView view = listing.merge(id);
        return new Standing(
                merge.state(),
                version(merge, view).orElse(null),
                view.error() == null ? null : view.error().message());
    }

    /** Outside of transactions: each job of the merge is stopped in one of its own. */
    public void cancel(UUID merge) {
        cancellation.cancel(merge);
    }

    private Optional<PinnedVersion> version(Merge merge, MergeView view) {
        return merge.state() == MergeState.SUCCEEDED
                ? Optional.of(catalog.pinned(catalog.find(new VersionReference(
                        merge.output(), Integer.toString(Objects.requireNonNull(view.version()))))))
                : Optional.empty();
    }
}
