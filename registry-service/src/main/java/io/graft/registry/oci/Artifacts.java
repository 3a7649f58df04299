package io.graft.registry.oci;

import io.graft.core.artifact.Digest;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.PinnedVersion;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Versions as artifacts. As one was first made, so it stays: whoever pinned its digest finds it also when a later Graft would
 * write other words into it.
 */
@Component
class Artifacts {
    private final Packing packing;
    private final Catalog catalog;
    private final JdbcClient jdbc;

    Artifacts(Packing packing, Catalog catalog, JdbcClient jdbc) {
        this.packing = packing;
        this.catalog = catalog;
        this.jdbc = jdbc;
    }

    Artifact of(PinnedVersion version) {
        return kept(version.id()).orElseGet(() -> {
            keep(version.id(), packing.pack(version));
            return kept(version.id()).orElseThrow();
        });
    }

    /** The version of a model to which a manifest or a config of that digest belongs. */
    Optional<UUID> owner(ModelName model, Digest digest) {
        Optional<UUID> known = keptOwner(model, digest);
        if (known.isPresent()) {
            return known;
        }
        List<UUID> unmade = unmade(model);
        unmade.forEach(version -> of(catalog.pinned(version)));
        return unmade.isEmpty() ? Optional.empty() : keptOwner(model, digest);
    }

    private Optional<Artifact> kept(UUID version) {
        return jdbc.sql("select manifest, config from oci_artifact where version_id = :version")
                .param("version", version)
                .query((row, _) -> new Artifact(
                        new Document(MediaTypes.MANIFEST, row.getString("manifest")),
                        new Document(MediaTypes.CONFIG, row.getString("config"))))
                .optional();
    }

    /** Whoever else makes it in the same moment makes the same. */
    private void keep(UUID version, Artifact artifact) {
        jdbc.sql("""
                        insert into oci_artifact (version_id, manifest, manifest_digest, config, config_digest)
                        values (:version, :manifest, :manifestDigest, :config, :configDigest)
                        on conflict (version_id) do nothing
                        """)
                .param("version", version)
                .param("manifest", artifact.manifest().text())
                .param("manifestDigest", artifact.manifest().digest().hex())
                .param("config", artifact.config().text())
                .param("configDigest", artifact.config().digest().hex())
                .update();
    }

    private Optional<UUID> keptOwner(ModelName model, Digest digest) {
        return jdbc.sql("""
                        select v.id from oci_artifact o
                          join version v on v.id = o.version_id
                          join model m on m.id = v.model_id
                         where :digest in (o.manifest_digest, o.config_digest)
                           and m.namespace = :namespace and m.name = :name
                         limit 1
                        """)
                .param("digest", digest.hex())
                .param("namespace", model.namespace())
                .param("name", model.name())
                .query((row, _) -> row.getObject("id", UUID.class))
                .optional();
    }

    /** Each is made once, however often somebody asks for what there is not. */
    private List<UUID> unmade(ModelName model) {
        return jdbc.sql("""
                        select v.id from version v join model m on m.id = v.model_id
                         where m.namespace = :namespace and m.name = :name and v.state = 'READY'
                           and not exists (select from oci_artifact o where o.version_id = v.id)
                        """)
                .param("namespace", model.namespace())
                .param("name", model.name())
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }
}
