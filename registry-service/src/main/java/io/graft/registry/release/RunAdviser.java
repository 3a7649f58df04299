package io.graft.registry.release;

import io.graft.core.GraftException;
import io.graft.core.preflight.Finding;
import io.graft.core.recipe.Recipe;
import io.graft.registry.bundle.Advice;
import io.graft.registry.bundle.Bundles;
import io.graft.registry.gate.Gates;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelKind;
import io.graft.registry.model.PinnedVersion;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Says whether the adapters that a run has merged had better be served side by side, each for its task. */
@Component
class RunAdviser {
    private final Runs runs;
    private final Catalog catalog;
    private final Gates gates;
    private final Bundles bundles;

    RunAdviser(Runs runs, Catalog catalog, Gates gates, Bundles bundles) {
        this.runs = runs;
        this.catalog = catalog;
        this.gates = gates;
        this.bundles = bundles;
    }

    /** @throws GraftException {@link ReleaseError#RUN_STEP_IMPOSSIBLE} for a run that merges no adapters */
    Advice advise(UUID id) {
        ReleaseRun run = runs.required(id);
        List<PinnedVersion> inputs = inputs(run);
        List<PinnedVersion> adapters = inputs.stream()
                .filter(input -> input.kind() == ModelKind.ADAPTER)
                .toList();
        PinnedVersion base = inputs.stream()
                .filter(input -> input.kind() != ModelKind.ADAPTER)
                .findFirst()
                .orElseThrow(() -> nothingToAdvise(run));
        if (adapters.isEmpty()) {
            throw nothingToAdvise(run);
        }
        List<Finding> noFindings = List.of();
        return bundles.recommend(
                base, adapters, noFindings, run.verdict().map(gates::verdict).orElse(null));
    }

    private List<PinnedVersion> inputs(ReleaseRun run) {
        return run.recipe().stream()
                .flatMap(recipe -> Recipe.parse(recipe, "recipe").sources().stream())
                .map(source -> catalog.resolve(source.toString()))
                .toList();
    }

    private static GraftException nothingToAdvise(ReleaseRun run) {
        return new GraftException(
                ReleaseError.RUN_STEP_IMPOSSIBLE,
                "run " + run.id(),
                "The run merges no adapters, or has not pinned them yet",
                "Ask once its inputs are pinned.");
    }
}
