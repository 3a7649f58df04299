package io.graft.registry.merge;

import io.graft.core.preflight.Finding;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What preflight found of merges before they ran. */
@Component
public class MergeFindings {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    MergeFindings(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Of the merge that made a version; nothing where none did. */
    public List<Finding> of(UUID version) {
        return jdbc
                .sql("select m.findings from merge m join version v on v.merge_id = m.id where v.id = :version")
                .param("version", version)
                .query(String.class)
                .list()
                .stream()
                .flatMap(findings -> Stream.of(json.readValue(findings, Finding[].class)))
                .toList();
    }
}
