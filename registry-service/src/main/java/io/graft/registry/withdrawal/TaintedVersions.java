package io.graft.registry.withdrawal;

import io.graft.core.recipe.Recipe;
import io.graft.registry.merge.MergeState;
import io.graft.registry.merge.MergedRecipes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what is tainted, with what is needed to make it again, in three queries whatever there is of it. */
@Component
class TaintedVersions {
    private final JdbcClient jdbc;
    private final MergedRecipes recipes;

    TaintedVersions(JdbcClient jdbc, MergedRecipes recipes) {
        this.jdbc = jdbc;
        this.recipes = recipes;
    }

    /** What a withdrawal tainted, and what other withdrawals did that concern the same versions; the oldest first. */
    List<TaintedVersion> around(UUID withdrawal) {
        List<Row> rows = rows(withdrawal);
        List<UUID> ids = rows.stream().map(Row::id).toList();
        Map<UUID, Recipe> made = recipes.of(ids);
        Map<UUID, Remerge> remerges = remerges(ids);
        return rows.stream()
                .map(row -> new TaintedVersion(
                        row.id(),
                        row.reference(),
                        row.itself(),
                        row.asked(),
                        row.aliases(),
                        made.get(row.id()),
                        remerges.get(row.id())))
                .toList();
    }

    private record Row(UUID id, String reference, boolean itself, boolean asked, List<String> aliases) {}

    /** Ids are made in the order of time, and so of descent. */
    private List<Row> rows(UUID withdrawal) {
        return jdbc.sql("""
                        select v.id, r.reference, bool_or(w.version_id = v.id) as itself,
                               bool_or(w.id = :withdrawal) as asked,
                               array(select a.name from alias a
                                      where a.model_id = v.model_id and a.number = v.number order by a.name) as aliases
                          from taint t
                          join withdrawal w on w.id = t.withdrawal_id and w.lifted_at is null
                          join version v on v.id = t.version_id
                          join version_reference r on r.id = v.id
                         where t.withdrawal_id in (select o.withdrawal_id from taint o
                                                    where o.version_id in (select version_id from taint
                                                                            where withdrawal_id = :withdrawal))
                         group by v.id, r.reference
                         order by v.id
                        """)
                .param("withdrawal", withdrawal)
                .query((row, _) -> new Row(
                        row.getObject("id", UUID.class),
                        row.getString("reference"),
                        row.getBoolean("itself"),
                        row.getBoolean("asked"),
                        List.of((String[]) row.getArray("aliases").getArray())))
                .list();
    }

    private Map<UUID, Remerge> remerges(List<UUID> versions) {
        return jdbc
                .sql("""
                        select distinct on (x.version_id) x.version_id, x.merge_id, g.state, g.error ->> 'message' as why,
                               case when v.state = 'READY'
                                     and not exists (select from withdrawn_version w where w.version_id = v.id)
                                    then g.output || '@' || g.version end as made
                          from remerge x
                          join merge g on g.id = x.merge_id
                          left join version v on v.merge_id = g.id and v.state <> 'REJECTED'
                         where x.version_id = any(:versions::uuid[])
                         order by x.version_id, x.created_at desc
                        """)
                .param("versions", versions.toArray(UUID[]::new))
                .query(TaintedVersions::remerge)
                .list()
                .stream()
                .collect(Collectors.toMap(Remerge::version, Function.identity()));
    }

    private static Remerge remerge(ResultSet row, int index) throws SQLException {
        return new Remerge(
                row.getObject("version_id", UUID.class),
                row.getObject("merge_id", UUID.class),
                MergeState.valueOf(row.getString("state")),
                row.getString("made"),
                row.getString("why"));
    }
}
