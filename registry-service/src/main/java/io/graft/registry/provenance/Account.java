package io.graft.registry.provenance;

import io.graft.core.attestation.Provenance;
import io.graft.core.attestation.Provenance.BuildDefinition;
import io.graft.core.attestation.Provenance.Dependency;
import io.graft.core.attestation.Provenance.Metadata;
import io.graft.core.attestation.Provenance.Precision;
import io.graft.core.attestation.Provenance.RunDetails;
import io.graft.core.preflight.Finding;
import io.graft.registry.evaluation.Measurements;
import io.graft.registry.merge.Input;
import io.graft.registry.merge.MergeRecords;
import io.graft.registry.merge.MergeRecords.MergeRecord;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.model.VersionFacts;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Gathers what there is to say of how a version came to be. */
@Component
class Account {
    private static final String BUILDER = "urn:graft:registry";

    private final MergeRecords merges;
    private final VersionFacts facts;
    private final Measurements measurements;
    private final Licences licences;
    private final Contents contents;
    private final Catalog catalog;
    private final Clock clock;

    Account(
            MergeRecords merges,
            VersionFacts facts,
            Measurements measurements,
            Licences licences,
            Contents contents,
            Catalog catalog,
            Clock clock) {
        this.merges = merges;
        this.facts = facts;
        this.measurements = measurements;
        this.licences = licences;
        this.contents = contents;
        this.catalog = catalog;
        this.clock = clock;
    }

    Provenance of(PinnedVersion version) {
        return merges.of(version.id()).map(merge -> merged(version, merge)).orElseGet(() -> uploaded(version));
    }

    private Provenance merged(PinnedVersion version, MergeRecord merge) {
        List<Dependency> inputs =
                merge.inputs().stream().map(Account::dependency).toList();
        return new Provenance(
                new BuildDefinition(Provenance.MERGE, Map.of("recipe", merge.recipe()), inputs),
                run(new Metadata(merge.merge().toString(), merge.startedAt(), clock.instant())),
                contents.merged(version, merge.recipe().path("merge_method").asString(null)),
                findings(version, merge.findings()),
                licences.of(version, merge.inputs().stream().map(Input::version).toList()),
                measurements.precision(version.id()).map(Account::precision).orElse(null));
    }

    private Provenance uploaded(PinnedVersion version) {
        List<PinnedVersion> base = Optional.ofNullable(version.baseId()).map(catalog::pinned).stream()
                .toList();
        return new Provenance(
                new BuildDefinition(
                        Provenance.UPLOAD,
                        Map.of(),
                        base.stream()
                                .map(one ->
                                        dependency(one.reference(), one.digest().hex()))
                                .toList()),
                run(new Metadata(version.id().toString(), null, clock.instant())),
                contents.uploaded(version),
                findings(version, List.of()),
                licences.of(version, base.stream().map(PinnedVersion::reference).toList()),
                null);
    }

    private List<Finding> findings(PinnedVersion version, List<Finding> before) {
        return Stream.concat(before.stream(), facts.findings(version.id()).stream())
                .toList();
    }

    private static Dependency dependency(Input input) {
        return dependency(input.version(), input.digest().hex());
    }

    private static Dependency dependency(String name, String digest) {
        return new Dependency(name, Map.of("sha256", digest));
    }

    private static RunDetails run(Metadata metadata) {
        String version =
                Objects.requireNonNullElse(Provenance.class.getPackage().getImplementationVersion(), "development");
        return new RunDetails(new Provenance.Builder(BUILDER, Map.of("graft", version)), metadata);
    }

    private static Precision precision(Measurements.Precision measured) {
        return new Precision(measured.elements(), measured.unchanged(), measured.deltaError());
    }
}
