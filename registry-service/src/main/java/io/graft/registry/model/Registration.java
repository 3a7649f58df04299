package io.graft.registry.model;

import io.graft.core.GraftException;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.artifact.Manifest;
import io.graft.registry.access.Audit;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes versions, one number after the other. */
@Component
class Registration {
    private final Models models;
    private final ModelVersions versions;
    private final VersionFiles files;
    private final Catalog catalog;
    private final JdbcClient jdbc;
    private final Audit audit;
    private final Clock clock;

    Registration(
            Models models,
            ModelVersions versions,
            VersionFiles files,
            Catalog catalog,
            JdbcClient jdbc,
            Audit audit,
            Clock clock) {
        this.models = models;
        this.versions = versions;
        this.files = files;
        this.catalog = catalog;
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param isNew false if the very same version was begun or finished before */
    record Registered(UUID id, boolean isNew) {}

    @Transactional
    Registered register(
            ModelName name, Manifest manifest, @Nullable VersionReference base, @Nullable TrainingFacts facts) {
        Model model = models.findLockedByName(name).orElseThrow(() -> Catalog.missing(name));
        UUID baseId = base(model, base);
        return same(model, manifest.digest(), baseId, facts)
                .map(id -> new Registered(id, false))
                .orElseGet(() -> new Registered(
                        announced(new ModelVersion(model, manifest, baseId, facts, clock.instant()), manifest), true));
    }

    private UUID announced(ModelVersion version, Manifest manifest) {
        UUID id = save(version, manifest);
        audit.record("version.register", version.reference(), null, Map.of("digest", manifest.digest()));
        return id;
    }

    /** The version that belongs to a merge, with these files. An earlier attempt's files give way. */
    @Transactional
    UUID draft(UUID merge, Digest recipe, ModelName output, Manifest manifest) {
        Model model = models.findLockedByName(output).orElseThrow(() -> Catalog.missing(output));
        Optional<ModelVersion> begun = versions.findLockedByMergeIdAndStateNot(merge, VersionState.REJECTED);
        if (begun.isEmpty()) {
            return save(new ModelVersion(model, manifest, null, null, clock.instant()).madeBy(merge, recipe), manifest);
        }
        ModelVersion version = begun.get();
        if (version.replaceFiles(manifest, clock.instant())) {
            files.replace(version.id(), manifest);
        }
        return versions.saveAndFlush(version).id();
    }

    /** The same with the files of one part, beside those that other parts have brought so far. */
    @Transactional
    UUID draftPart(UUID merge, Digest recipe, ModelName output, int part, List<ArtifactFile> made) {
        Model model = models.findLockedByName(output).orElseThrow(() -> Catalog.missing(output));
        Optional<ModelVersion> begun = versions.findLockedByMergeIdAndStateNot(merge, VersionState.REJECTED);
        Manifest soFar =
                new Manifest(Stream.concat(begun.stream().flatMap(version -> ofOthers(version, part)), made.stream())
                        .toList());
        ModelVersion version = begun.orElseGet(
                () -> new ModelVersion(model, soFar, null, null, clock.instant()).madeBy(merge, recipe));
        version.replaceFiles(soFar, clock.instant());
        UUID id = versions.saveAndFlush(version).id();
        files.replacePart(id, part, made);
        return id;
    }

    private Stream<ArtifactFile> ofOthers(ModelVersion version, int part) {
        return files.of(version.id()).stream().filter(file -> !file.isOf(part)).map(VersionFiles.Row::file);
    }

    private UUID save(ModelVersion version, Manifest manifest) {
        UUID id = versions.saveAndFlush(version).id();
        files.replace(id, manifest);
        return id;
    }

    private Optional<UUID> same(Model model, Digest digest, @Nullable UUID base, @Nullable TrainingFacts facts) {
        return jdbc.sql("""
                        select id from version
                         where model_id = :model and digest = :digest and merge_id is null and state <> 'REJECTED'
                           and base_id is not distinct from :base::uuid
                           and training_facts is not distinct from :facts::jsonb
                         order by number desc limit 1
                        """)
                .param("model", model.id())
                .param("digest", digest.hex())
                .param("base", base)
                .param("facts", facts == null ? null : facts.json().toString())
                .query(UUID.class)
                .optional();
    }

    private @Nullable UUID base(Model model, @Nullable VersionReference base) {
        if (base == null) {
            requireNoneNeeded(model);
            return null;
        }
        PinnedVersion version = catalog.pinned(catalog.find(base));
        requireFitting(model, version);
        return version.id();
    }

    private static void requireNoneNeeded(Model model) {
        if (model.kind() == ModelKind.ADAPTER) {
            throw new GraftException(
                    ModelError.BASE_MISSING,
                    "base",
                    "A version of an adapter says which version it was trained on",
                    "Set \"base\" to namespace/name@version.");
        }
    }

    private static void requireFitting(Model model, PinnedVersion base) {
        if (model.kind() == ModelKind.MERGED) {
            throw new GraftException(
                    ModelError.BASE_UNEXPECTED,
                    "base",
                    "A merged version has several parents, which its merge records",
                    "Leave \"base\" out.");
        }
        if (base.kind() == ModelKind.ADAPTER) {
            throw new GraftException(
                    ModelError.BASE_KIND_WRONG,
                    "base",
                    "%s is an adapter and holds no whole weights".formatted(base.reference()),
                    "Name a base or merged version.");
        }
    }
}
