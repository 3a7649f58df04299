package io.graft.registry.model;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Which versions are to be used no more, because they were withdrawn or contain one that was. */
@Component
public class WithdrawnVersions {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    WithdrawnVersions(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Those among the versions, in one query. */
    public Map<UUID, Withdrawn> among(Collection<UUID> versions) {
        return jdbc
                .sql("""
                        select * from (select v.id, %s from unnest(:versions::uuid[]) as v (id)) as asked
                         where withdrawn is not null
                        """.formatted(Withdrawn.COLUMN))
                .param("versions", versions.toArray(UUID[]::new))
                .query((row, _) -> Map.entry(
                        row.getObject("id", UUID.class), json.readValue(row.getString("withdrawn"), Withdrawn.class)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one));
    }

    /** Why the version is to be used no more, if it is not. */
    public Optional<Withdrawn> find(UUID version) {
        return among(List.of(version)).values().stream().findFirst();
    }
}
