package io.graft.registry.evaluation;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What evaluations measured, for those who tell of it. */
@Component
public class EvaluationRecords {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    EvaluationRecords(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The suite that an evaluation runs, {@code namespace/name@number}. */
    public String suite(UUID evaluation) {
        return jdbc.sql("""
                        select s.namespace || '/' || s.name || '@' || s.number
                          from evaluation e join suite s on s.id = e.suite_id where e.id = :id
                        """).param("id", evaluation).query(String.class).single();
    }

    /** The versions that it runs on, adapters included, each once: {@code namespace/name@number}. */
    public List<String> versions(UUID evaluation) {
        return jdbc.sql("""
                        select m.namespace || '/' || m.name || '@' || v.number as reference
                          from version v join model m on m.id = v.model_id
                         where v.id in (select version_id from evaluation_arm where evaluation_id = :id
                                        union
                                        select unnest(adapters) from evaluation_arm where evaluation_id = :id)
                         order by 1
                        """)
                .param("id", evaluation)
                .query((row, _) -> row.getString("reference"))
                .list();
    }

    /** Why it failed: {@code code} and {@code message}; empty where it did not. */
    public JsonNode error(UUID evaluation) {
        return jdbc.sql("select error::text from evaluation where id = :id and error is not null")
                .param("id", evaluation)
                .query(String.class)
                .optional()
                .map(json::readTree)
                .orElseGet(json::createObjectNode);
    }
}
