package io.graft.registry.interference;

import io.graft.core.GraftException;
import io.graft.core.adapter.Adapter;
import io.graft.core.artifact.Digest;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.interference.Interference;
import io.graft.core.interference.Tuning;
import io.graft.core.quantization.Dequantisation;
import io.graft.registry.merge.Preview;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.model.Residence;
import io.graft.registry.storage.Blobs;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Compares registered adapters. Of them it reads the factors, of their base nothing but the header. */
@Component
class Interferences {
    private final Catalog catalog;
    private final Residence residence;
    private final Blobs blobs;

    Interferences(Catalog catalog, Residence residence, Blobs blobs) {
        this.catalog = catalog;
        this.residence = residence;
        this.blobs = blobs;
    }

    /**
     * What the adapters of a base are to each other.
     *
     * @throws GraftException with an {@link InterferenceError}, or as {@link Catalog#resolve} does
     */
    InterferenceView among(String base, List<String> adapters) {
        Lineup lineup = new Lineup(
                catalog.resolve(base), adapters.stream().map(catalog::resolve).toList());
        lineup.requireOneBase(this::trainedOn);
        residence.require(List.of(lineup.base()));
        List<Adapter> open = new ArrayList<>();
        try (Preview preview = Preview.of(lineup.sources(), blobs::local, blobs::open);
                Checkpoint model = Dequantisation.outline(preview.folder(Lineup.source(lineup.base())))) {
            List<Tuning> tunings = lineup.adapters().stream()
                    .map(adapter -> tuning(adapter, model, preview, open))
                    .toList();
            return InterferenceView.of(lineup, tunings, Interference.among(tunings));
        } finally {
            open.forEach(Adapter::close);
        }
    }

    private static Tuning tuning(PinnedVersion version, Checkpoint base, Preview preview, List<Adapter> open) {
        try {
            Adapter adapter = Adapter.open(preview.folder(Lineup.source(version)));
            open.add(adapter);
            return Tuning.of(version.reference(), adapter, base);
        } catch (GraftException e) {
            throw new GraftException(e.code(), version.reference(), preview.named(e.sentence()), e.remedy(), e);
        }
    }

    private Digest trainedOn(PinnedVersion adapter) {
        PinnedVersion base = catalog.pinned(Objects.requireNonNull(adapter.baseId()));
        return Objects.requireNonNull(base.fingerprint());
    }
}
