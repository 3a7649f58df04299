package io.graft.registry.merge;

import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Severity;
import io.graft.core.recipe.ModelReference;
import io.graft.core.recipe.Source;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.PinnedVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** What can be said of a merge before it is queued. */
@Component
class InputCheck {
    private final Catalog catalog;

    InputCheck(Catalog catalog) {
        this.catalog = catalog;
    }

    List<Finding> findings(PinnedRecipe recipe) {
        List<Finding> findings = new ArrayList<>();
        for (ModelReference reference : recipe.recipe().references()) {
            reference.adapterSource().ifPresent(adapter -> compareBases(recipe, reference.model(), adapter, findings));
        }
        return findings;
    }

    /** An adapter is pinned to the fingerprint of what it was trained on, whatever that is called. */
    private void compareBases(PinnedRecipe recipe, Source model, Source adapter, List<Finding> findings) {
        PinnedVersion trained = recipe.version(adapter);
        PinnedVersion base = catalog.pinned(Objects.requireNonNull(trained.baseId()));
        PinnedVersion used = recipe.version(model);
        if (!Objects.equals(base.fingerprint(), used.fingerprint())) {
            findings.add(new Finding(
                    "BASE_MISMATCH",
                    Severity.WARNING,
                    adapter + " on " + model,
                    "%s was trained on %s, and %s has other weights"
                            .formatted(trained.reference(), base.reference(), used.reference()),
                    "Use %s, unless the adapter is meant to go onto another model.".formatted(base.reference())));
        }
    }
}
