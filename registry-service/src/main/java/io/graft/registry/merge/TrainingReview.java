package io.graft.registry.merge;

import io.graft.core.preflight.Finding;
import io.graft.core.preflight.FindingCode;
import io.graft.core.preflight.Training;
import io.graft.core.preflight.Tuned;
import io.graft.core.preflight.TuningCheck;
import io.graft.core.recipe.ModelReference;
import io.graft.registry.lineage.Lineage;
import io.graft.registry.model.ModelKind;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.model.VersionFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What there is to say of how the inputs of a merge were trained, and of whether anybody will see what was forgotten. */
@Component
class TrainingReview {
    private final VersionFacts facts;
    private final Lineage lineage;
    private final EvaluatedVersions evaluated;

    TrainingReview(VersionFacts facts, Lineage lineage, EvaluatedVersions evaluated) {
        this.facts = facts;
        this.lineage = lineage;
        this.evaluated = evaluated;
    }

    List<Finding> findings(PinnedRecipe recipe) {
        Map<UUID, Tuned> tuned = new LinkedHashMap<>();
        for (ModelReference reference : recipe.recipe().references()) {
            PinnedVersion model = recipe.version(reference.model());
            if (model.baseId() != null) {
                tuned.put(model.id(), tuned(model, false));
            }
            reference
                    .adapterSource()
                    .map(recipe::version)
                    .ifPresent(adapter -> tuned.put(adapter.id(), tuned(adapter, facts.isQuantised(model.id()))));
        }
        List<Finding> findings =
                new ArrayList<>(TuningCheck.of(recipe.recipe().method().name(), List.copyOf(tuned.values())));
        PinnedVersion donor = recipe.version(recipe.recipe().donor().model());
        if (!evaluated.contains(donor.id())) {
            findings.add(notEvaluated(donor));
        }
        return findings;
    }

    private Tuned tuned(PinnedVersion version, boolean onQuantised) {
        return new Tuned(
                version.reference(),
                version.kind() == ModelKind.ADAPTER,
                new Training(facts.trainingFacts(version.id())),
                lineage.trainingsOf(version.id()),
                onQuantised);
    }

    private static Finding notEvaluated(PinnedVersion base) {
        return FindingCode.BASE_NOT_EVALUATED.at(
                base.reference(),
                "%s was never evaluated, so nothing will tell what its merges have forgotten"
                        .formatted(base.reference()),
                "Run a suite of its old tasks on it first.");
    }
}
