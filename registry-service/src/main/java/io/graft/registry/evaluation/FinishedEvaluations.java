package io.graft.registry.evaluation;

import io.graft.registry.merge.EvaluatedVersions;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Versions that scores are known of. */
@Component
class FinishedEvaluations implements EvaluatedVersions {
    private final JdbcClient jdbc;

    FinishedEvaluations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean contains(UUID version) {
        return jdbc.sql("""
                        select exists (
                            select from evaluation_arm a join evaluation e on e.id = a.evaluation_id
                             where a.version_id = :version and a.adapters = '{}' and e.state = 'SUCCEEDED')
                        """).param("version", version).query(Boolean.class).single();
    }
}
