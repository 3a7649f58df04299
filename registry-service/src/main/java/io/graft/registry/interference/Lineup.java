package io.graft.registry.interference;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.recipe.Source;
import io.graft.registry.model.ModelKind;
import io.graft.registry.model.PinnedVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A base and adapters of it that can be compared. */
record Lineup(PinnedVersion base, List<PinnedVersion> adapters) {
    static final int MOST_ADAPTERS = 16;
    static final long MOST_BYTES = 1L << 30;

    private static final String BY_HAND = "Compare local folders with graft interference.";

    Lineup {
        adapters = List.copyOf(adapters);
        requireSeveral(adapters);
        if (base.kind() == ModelKind.ADAPTER) {
            throw InterferenceError.INTERFERENCE_BASE_WRONG.at(
                    base.reference(),
                    "%s is an adapter and stands where the base belongs".formatted(base.reference()),
                    "Name the model that the adapters were trained on.");
        }
        adapters.forEach(Lineup::requireAdapter);
        requireSmall(adapters);
    }

    /** @param basedOn the fingerprint of what an adapter was trained on, whatever that is called */
    void requireOneBase(Function<PinnedVersion, Digest> basedOn) {
        for (PinnedVersion adapter : adapters) {
            if (!basedOn.apply(adapter).equals(base.fingerprint())) {
                throw InterferenceError.INTERFERENCE_BASE_WRONG.at(
                        adapter.reference(),
                        "%s was trained on another base than %s".formatted(adapter.reference(), base.reference()),
                        "Compare adapters of one base; what they change can only be held against each other there.");
            }
        }
    }

    static Source source(PinnedVersion version) {
        return Source.parse(version.reference());
    }

    Map<Source, PinnedVersion> sources() {
        Map<Source, PinnedVersion> sources = new LinkedHashMap<>();
        sources.put(source(base), base);
        adapters.forEach(adapter -> sources.put(source(adapter), adapter));
        return sources;
    }

    private static void requireSeveral(List<PinnedVersion> adapters) {
        long different =
                adapters.stream().map(PinnedVersion::reference).distinct().count();
        if (different < 2 || different < adapters.size() || adapters.size() > MOST_ADAPTERS) {
            throw InterferenceError.INTERFERENCE_ADAPTERS_INVALID.at(
                    "adapters",
                    "There are %d adapters, %d of them different".formatted(adapters.size(), different),
                    "Name 2 to %d different adapters.".formatted(MOST_ADAPTERS));
        }
    }

    private static void requireAdapter(PinnedVersion version) {
        if (version.kind() != ModelKind.ADAPTER) {
            throw InterferenceError.INTERFERENCE_ADAPTERS_ONLY.at(
                    version.reference(),
                    "%s is a whole model, of which every byte would have to be read".formatted(version.reference()),
                    BY_HAND);
        }
    }

    private static void requireSmall(List<PinnedVersion> adapters) {
        long bytes = adapters.stream()
                .flatMap(adapter -> adapter.files().stream())
                .mapToLong(ArtifactFile::size)
                .sum();
        if (bytes > MOST_BYTES) {
            throw InterferenceError.INTERFERENCE_TOO_LARGE.at(
                    "adapters",
                    "The adapters have %d bytes, and at most %d are compared here".formatted(bytes, MOST_BYTES),
                    BY_HAND);
        }
    }
}
