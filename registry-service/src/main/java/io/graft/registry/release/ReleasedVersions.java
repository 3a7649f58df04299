package io.graft.registry.release;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which versions are released: those at which a run placed an alias, and those that a person released, unless a rule that judges the
 * version itself has not let it pass.
 */
@Component
public class ReleasedVersions {
    private final JdbcClient jdbc;

    ReleasedVersions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those among the versions, in one query. A run without a recipe has none yet, or judges the version as it is. */
    public Set<UUID> among(Collection<UUID> versions) {
        return Set.copyOf(jdbc.sql("""
                        select v.id from unnest(:versions::uuid[]) as v (id)
                         where exists (select from release_run r where r.version_id = v.id and r.state = 'RELEASED')
                            or (exists (select from release p where p.version_id = v.id)
                                and not exists (select from release_run r
                                                 where r.released_id = v.id and r.recipe is null
                                                   and r.state <> 'RELEASED'))
                        """)
                .param("versions", versions.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
    }

    public boolean contain(UUID version) {
        return !among(List.of(version)).isEmpty();
    }
}
