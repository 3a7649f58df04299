package io.graft.registry.merge;

import io.graft.core.Fault;
import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.merge.MergeInputs;
import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Preflight;
import io.graft.core.recipe.Source;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.storage.Blobs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** What can be said of a merge before it is queued. */
@Component
class InputCheck {
    private final Catalog catalog;
    private final Blobs blobs;

    InputCheck(Catalog catalog, Blobs blobs) {
        this.catalog = catalog;
        this.blobs = blobs;
    }

    List<Finding> findings(PinnedRecipe recipe) {
        try (Preview preview = Preview.of(recipe, blobs::local, blobs::open);
                MergeInputs inputs = MergeInputs.open(
                        recipe.recipe(),
                        preview::folder,
                        known(recipe, version -> Optional.ofNullable(version.fingerprint())))) {
            return Preflight.of(recipe.recipe(), inputs, known(recipe, this::trainedOn));
        } catch (GraftException e) {
            if (e.code().fault() == Fault.ENVIRONMENT) {
                throw e;
            }
            return List.of(Finding.of(e));
        }
    }

    /** An adapter is pinned to the fingerprint of what it was trained on, whatever that is called. */
    private Optional<Digest> trainedOn(PinnedVersion adapter) {
        UUID base = adapter.baseId();
        return base == null
                ? Optional.empty()
                : Optional.ofNullable(catalog.pinned(base).fingerprint());
    }

    private static Map<Source, Digest> known(PinnedRecipe recipe, Function<PinnedVersion, Optional<Digest>> about) {
        Map<Source, Digest> known = new HashMap<>();
        recipe.versions()
                .forEach((source, version) -> about.apply(version).ifPresent(digest -> known.put(source, digest)));
        return known;
    }
}
