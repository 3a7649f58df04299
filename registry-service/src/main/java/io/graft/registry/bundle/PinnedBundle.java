package io.graft.registry.bundle;

import io.graft.core.artifact.Digest;
import io.graft.registry.model.ModelKind;
import io.graft.registry.model.PinnedVersion;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A base and adapters that belong on it, all of them ready.
 *
 * @param adapters by task
 */
record PinnedBundle(PinnedVersion base, SortedMap<String, PinnedVersion> adapters) {
    PinnedBundle {
        requireKind(base, false);
        for (PinnedVersion adapter : adapters.values()) {
            requireKind(adapter, true);
            requireTrainedOn(adapter, base);
        }
    }

    static PinnedBundle of(PinnedVersion base, Map<String, PinnedVersion> adapters) {
        return new PinnedBundle(base, new TreeMap<>(adapters));
    }

    /** Over what is served, and over no name but those of tasks. */
    Digest digest() {
        return Digest.of("bundle\n%s\n%s"
                .formatted(
                        base.digest(),
                        adapters.entrySet().stream()
                                .map(entry ->
                                        entry.getKey() + "=" + entry.getValue().digest())
                                .collect(Collectors.joining("\n"))));
    }

    private static void requireKind(PinnedVersion version, boolean adapter) {
        if ((version.kind() == ModelKind.ADAPTER) != adapter) {
            throw BundleError.BUNDLE_ADAPTER_MISFIT.at(
                    version.reference(),
                    "%s %s an adapter".formatted(version.reference(), adapter ? "is not" : "is"),
                    "Name a base or merged version as the base, and adapters for the tasks.");
        }
    }

    private static void requireTrainedOn(PinnedVersion adapter, PinnedVersion base) {
        if (!base.id().equals(adapter.baseId())) {
            throw BundleError.BUNDLE_ADAPTER_MISFIT.at(
                    adapter.reference(),
                    "%s was trained on another version than %s".formatted(adapter.reference(), base.reference()),
                    "Bundle it with the version that it was trained on.");
        }
    }
}
