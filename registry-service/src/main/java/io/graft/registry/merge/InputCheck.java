package io.graft.registry.merge;

import io.graft.core.Fault;
import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.licence.Inheritance;
import io.graft.core.licence.Parent;
import io.graft.core.merge.MergeInputs;
import io.graft.core.preflight.Finding;
import io.graft.core.preflight.FindingCode;
import io.graft.core.preflight.Preflight;
import io.graft.core.preflight.Severity;
import io.graft.core.recipe.Source;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.model.Residence;
import io.graft.registry.model.VersionFacts;
import io.graft.registry.model.Withdrawn;
import io.graft.registry.model.WithdrawnVersions;
import io.graft.registry.storage.Blobs;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What can be said of a merge before it is queued. */
@Component
class InputCheck {
    private final Catalog catalog;
    private final WithdrawnVersions withdrawn;
    private final VersionFacts facts;
    private final TrainingReview trainings;
    private final FindingPolicies policies;
    private final Residence residence;
    private final Blobs blobs;

    InputCheck(
            Catalog catalog,
            WithdrawnVersions withdrawn,
            VersionFacts facts,
            TrainingReview trainings,
            FindingPolicies policies,
            Residence residence,
            Blobs blobs) {
        this.trainings = trainings;
        this.policies = policies;
        this.catalog = catalog;
        this.withdrawn = withdrawn;
        this.facts = facts;
        this.residence = residence;
        this.blobs = blobs;
    }

    List<Finding> findings(PinnedRecipe recipe, @Nullable ModelName output) {
        return findings(recipe, output, false);
    }

    /**
     * What there is to say, as the namespace of the result sees it.
     *
     * @param output what is to be made; null to take the namespace of the model that gives config and tokenizer
     * @param acceptWithdrawn whether inputs that were withdrawn are only warned of
     */
    List<Finding> findings(PinnedRecipe recipe, @Nullable ModelName output, boolean acceptWithdrawn) {
        ModelName about =
                output == null ? recipe.version(recipe.recipe().donor().model()).model() : output;
        return policies.applied(
                about.namespace(),
                Stream.of(
                                withdrawn(recipe, acceptWithdrawn),
                                licences(recipe),
                                compatibility(recipe),
                                trainings.findings(recipe))
                        .flatMap(List::stream)
                        .toList());
    }

    /** Which inputs are to be used no more. */
    List<Finding> withdrawn(PinnedRecipe recipe, boolean accept) {
        Map<UUID, PinnedVersion> inputs = new LinkedHashMap<>();
        recipe.versions().values().forEach(version -> inputs.put(version.id(), version));
        Map<UUID, Withdrawn> found = withdrawn.among(inputs.keySet());
        return inputs.values().stream()
                .filter(version -> found.containsKey(version.id()))
                .map(version -> finding(version, Objects.requireNonNull(found.get(version.id())), accept))
                .toList();
    }

    private static Finding finding(PinnedVersion version, Withdrawn why, boolean accept) {
        return FindingCode.INPUT_WITHDRAWN.at(
                accept ? Severity.WARNING : Severity.ERROR,
                version.reference(),
                "%s %s".formatted(version.reference(), why.sentence()),
                "Merge without it, or send \"acceptWithdrawn\": true; the result counts as withdrawn as well.");
    }

    private List<Finding> licences(PinnedRecipe recipe) {
        return new Inheritance(recipe.versions().values().stream()
                        .map(PinnedVersion::id)
                        .distinct()
                        .map(facts::licensed)
                        .map(version -> new Parent(version.version(), version.licences()))
                        .toList())
                .findings();
    }

    private List<Finding> compatibility(PinnedRecipe recipe) {
        residence.require(recipe.versions().values());
        try (Preview preview = Preview.of(recipe, blobs::local, blobs::open);
                MergeInputs inputs = MergeInputs.outline(
                        recipe.recipe().references(),
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
