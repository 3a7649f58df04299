package io.graft.registry.evaluation;

import io.graft.core.GraftException;
import io.graft.core.forgetting.Arm.Role;
import io.graft.registry.lineage.Lineage;
import io.graft.registry.lineage.Parent;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelKind;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.model.VersionReference;
import io.graft.registry.model.Withdrawn;
import io.graft.registry.model.WithdrawnVersions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the versions that arms consist of. */
@Component
class Arms {
    static final int MOST = 16;

    private final Catalog catalog;
    private final WithdrawnVersions withdrawn;
    private final Lineage lineage;

    Arms(Catalog catalog, WithdrawnVersions withdrawn, Lineage lineage) {
        this.catalog = catalog;
        this.withdrawn = withdrawn;
        this.lineage = lineage;
    }

    PinnedArm pinned(String model, List<String> adapters) {
        return new PinnedArm(
                null,
                catalog.resolve(model),
                adapters.stream().map(catalog::resolve).toList());
    }

    /** {@code model@1}, or {@code model@1+adapter@2}. */
    PinnedArm pinned(String name) {
        List<String> parts = List.of(name.split("\\+", -1));
        return pinned(parts.getFirst(), parts.subList(1, parts.size()));
    }

    /** A version only to compare with: where an alias is blocked, what takes its place is compared with what stood there. */
    PinnedVersion lookedAt(String model) {
        return catalog.pinned(catalog.find(VersionReference.parse(model)));
    }

    /**
     * A version, what everything began with, and what went into the version: models as they are, adapters on the base that they were
     * trained on.
     */
    List<PinnedArm> around(PinnedVersion version) {
        List<PinnedArm> arms = new ArrayList<>();
        if (version.kind() == ModelKind.ADAPTER) {
            PinnedVersion base = trainedOn(version);
            return List.of(
                    new PinnedArm(Role.BASE, base, List.of()), new PinnedArm(Role.ADAPTED, base, List.of(version)));
        }
        List<PinnedVersion> parents = lineage.parentsOf(version.id()).stream()
                .map(Parent::version)
                .map(catalog::pinned)
                .toList();
        PinnedVersion base = origin(version, parents);
        arms.add(new PinnedArm(Role.BASE, base, List.of()));
        List<PinnedVersion> adapters = parents.stream()
                .filter(parent -> parent.kind() == ModelKind.ADAPTER)
                .toList();
        Role role = adapters.size() == 1 ? Role.ADAPTED : Role.PARENT;
        adapters.forEach(adapter -> arms.add(new PinnedArm(role, trainedOn(adapter), List.of(adapter))));
        parents.stream()
                .filter(parent ->
                        parent.kind() != ModelKind.ADAPTER && !parent.id().equals(base.id()))
                .forEach(parent -> arms.add(new PinnedArm(Role.PARENT, parent, List.of())));
        arms.add(new PinnedArm(Role.MERGED, version, List.of()));
        return requireSeveral(arms, version);
    }

    /** Each once, and not too many. */
    static List<PinnedArm> require(List<PinnedArm> arms) {
        long different = arms.stream().map(PinnedArm::name).distinct().count();
        if (arms.isEmpty() || arms.size() > MOST || different < arms.size()) {
            throw new GraftException(
                    EvaluationError.EVALUATION_ARMS_INVALID,
                    "arms",
                    "%d arms, %d of them different".formatted(arms.size(), different),
                    "Name 1 to %d different arms.".formatted(MOST));
        }
        return arms;
    }

    /** None of them was withdrawn, or contains what was. */
    void requireClean(List<PinnedArm> arms) {
        List<PinnedVersion> versions =
                arms.stream().flatMap(PinnedArm::versions).toList();
        Map<UUID, Withdrawn> found =
                withdrawn.among(versions.stream().map(PinnedVersion::id).toList());
        for (PinnedVersion version : versions) {
            Withdrawn why = found.get(version.id());
            if (why != null) {
                throw new GraftException(
                                EvaluationError.INPUT_WITHDRAWN,
                                version.reference(),
                                "%s %s".formatted(version.reference(), why.sentence()),
                                "Evaluate a version without it, or send \"acceptWithdrawn\": true.")
                        .with("withdrawal", why.withdrawal());
            }
        }
    }

    /** The first of a merge's models that is no adapter, or what its adapters were trained on; in the end, the first ancestor. */
    private PinnedVersion origin(PinnedVersion version, List<PinnedVersion> parents) {
        @Nullable PinnedVersion found = parents.stream().findFirst().orElse(null);
        if (found == null) {
            return version.baseId() == null ? version : catalog.pinned(version.baseId());
        }
        return parents.stream()
                .filter(parent -> parent.kind() != ModelKind.ADAPTER)
                .findFirst()
                .map(this::eldest)
                .orElseGet(() -> trainedOn(found));
    }

    private PinnedVersion eldest(PinnedVersion version) {
        return lineage.parentsOf(version.id()).stream()
                .map(Parent::version)
                .map(catalog::pinned)
                .filter(parent -> parent.kind() != ModelKind.ADAPTER)
                .findFirst()
                .map(this::eldest)
                .orElse(version);
    }

    private PinnedVersion trainedOn(PinnedVersion adapter) {
        return catalog.pinned(Objects.requireNonNull(adapter.baseId()));
    }

    private static List<PinnedArm> requireSeveral(List<PinnedArm> arms, PinnedVersion version) {
        if (arms.stream().map(PinnedArm::name).distinct().count() < arms.size()) {
            throw new GraftException(
                    EvaluationError.COMPARISON_INVALID,
                    version.reference(),
                    "%s came from nothing that is registered, so it can have forgotten nothing"
                            .formatted(version.reference()),
                    "Name a merged version, a finetuned one or an adapter.");
        }
        return require(arms);
    }
}
