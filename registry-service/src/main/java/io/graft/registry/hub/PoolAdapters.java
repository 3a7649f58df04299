package io.graft.registry.hub;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.release.ReleasedVersions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what belongs in the pool of a base. */
@Component
class PoolAdapters {
    private static final String WEIGHTS = "adapter_model.safetensors";

    private final ReleasedVersions released;
    private final JdbcClient jdbc;

    PoolAdapters(ReleasedVersions released, JdbcClient jdbc) {
        this.released = released;
        this.jdbc = jdbc;
    }

    /** Those released for this base, or one that is the same to the byte, and not withdrawn. In the order of their folders. */
    List<PoolAdapter> on(PinnedVersion base) {
        List<PoolAdapter> all = trainedOn(base);
        Set<UUID> fit = released.among(all.stream().map(PoolAdapter::id).toList());
        return all.stream().filter(adapter -> fit.contains(adapter.id())).toList();
    }

    private List<PoolAdapter> trainedOn(PinnedVersion base) {
        Digest fingerprint = base.fingerprint();
        return jdbc.sql("""
                        select a.id, m.namespace, m.name, a.number, c.size as config_size, c.sha256 as config,
                               w.size as weights_size, w.sha256 as weights
                          from version b
                          join version a on a.base_id = b.id
                          join model m on m.id = a.model_id
                          join version_file c on c.version_id = a.id and c.path = :configPath
                          join version_file w on w.version_id = a.id and w.path = :weightsPath
                         where (b.id = :base or b.fingerprint = :fingerprint) and a.state = 'READY' and m.kind = 'ADAPTER'
                           and not exists (select from withdrawn_version x where x.version_id = a.id)
                         order by m.namespace, m.name, a.number
                        """)
                .param("configPath", Contents.ADAPTER_CONFIG)
                .param("weightsPath", WEIGHTS)
                .param("base", base.id())
                .param("fingerprint", fingerprint == null ? "" : fingerprint.hex())
                .query(PoolAdapters::row)
                .list();
    }

    private static PoolAdapter row(ResultSet row, int index) throws SQLException {
        return new PoolAdapter(
                row.getObject("id", UUID.class),
                new ModelName(row.getString("namespace"), row.getString("name")),
                row.getInt("number"),
                new ArtifactFile(
                        Contents.ADAPTER_CONFIG, row.getLong("config_size"), new Digest(row.getString("config"))),
                new ArtifactFile(WEIGHTS, row.getLong("weights_size"), new Digest(row.getString("weights"))));
    }
}
