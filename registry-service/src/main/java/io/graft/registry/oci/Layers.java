package io.graft.registry.oci;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.registry.model.ModelName;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds files of a model by digest. What only other models have is not answered under its name. */
@Component
class Layers {
    private final JdbcClient jdbc;

    Layers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where several versions have the same bytes: one that was not withdrawn, and whose bytes are here. */
    Optional<Layer> find(ModelName model, Digest digest) {
        return jdbc.sql("""
                        select v.id, f.path, f.size from version_file f
                          join version v on v.id = f.version_id
                          join model m on m.id = v.model_id
                         where m.namespace = :namespace and m.name = :name and v.state = 'READY' and f.sha256 = :digest
                         order by exists (select from withdrawn_version w where w.version_id = v.id), f.verified desc,
                                  v.number desc, f.path
                         limit 1
                        """)
                .param("namespace", model.namespace())
                .param("name", model.name())
                .param("digest", digest.hex())
                .query((row, _) -> new Layer(
                        row.getObject("id", UUID.class),
                        new ArtifactFile(row.getString("path"), row.getLong("size"), digest)))
                .optional();
    }
}
