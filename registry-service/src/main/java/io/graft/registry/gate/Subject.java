package io.graft.registry.gate;

import io.graft.registry.evaluation.Measurements;
import io.graft.registry.lineage.Lineage;
import io.graft.registry.model.ModelKind;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.model.VersionFacts;
import java.util.Set;

/**
 * A version before a gate, and where to look up what is known of it.
 *
 * @param approvedRoles whose approval there is
 */
record Subject(
        PinnedVersion version,
        Set<String> approvedRoles,
        Measurements measurements,
        VersionFacts facts,
        Lineage lineage) {
    Subject {
        approvedRoles = Set.copyOf(approvedRoles);
    }

    String name() {
        return version.reference();
    }

    boolean isAdapter() {
        return version.kind() == ModelKind.ADAPTER;
    }
}
