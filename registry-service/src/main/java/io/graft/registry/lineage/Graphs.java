package io.graft.registry.lineage;

import io.graft.core.artifact.Digest;
import io.graft.registry.model.ModelKind;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.VersionState;
import io.graft.registry.model.Withdrawn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads the surroundings of a version, in two queries whatever their size. */
@Component
class Graphs {
    private static final String NEARBY = """
            with recursive up (id, depth) as (
                select :id::uuid, 0
                union
                select e.parent_id, up.depth + 1 from lineage_edge e join up on e.child_id = up.id where up.depth < :up
            ), down (id, depth) as (
                select :id::uuid, 0
                union
                select e.child_id, down.depth + 1 from lineage_edge e join down on e.parent_id = down.id
                 where down.depth < :down
            ), nearby (id) as (
                select id from up union select id from down
            )
            """;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    Graphs(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Graph around(UUID version, Direction direction, int depth) {
        int up = direction.includes(Direction.UP) ? depth : 0;
        int down = direction.includes(Direction.DOWN) ? depth : 0;
        return new Graph(nodes(version, up, down), edges(version, up, down));
    }

    private List<Graph.Node> nodes(UUID id, int up, int down) {
        return jdbc.sql(NEARBY + """
                        select m.namespace, m.name, m.kind, v.number, v.state, v.digest, %s
                          from nearby n join version v on v.id = n.id join model m on m.id = v.model_id
                         order by m.namespace, m.name, v.number
                        """.formatted(Withdrawn.COLUMN))
                .param("id", id)
                .param("up", up)
                .param("down", down)
                .query(this::node)
                .list();
    }

    private List<Graph.Edge> edges(UUID id, int up, int down) {
        return jdbc.sql(NEARBY + """
                        select pm.namespace || '/' || pm.name || '@' || p.number as parent,
                               cm.namespace || '/' || cm.name || '@' || c.number as child,
                               e.relation, e.weight, e.position
                          from lineage_edge e
                          join version p on p.id = e.parent_id join model pm on pm.id = p.model_id
                          join version c on c.id = e.child_id join model cm on cm.id = c.model_id
                         where e.parent_id in (select id from nearby) and e.child_id in (select id from nearby)
                         order by child, e.position
                        """)
                .param("id", id)
                .param("up", up)
                .param("down", down)
                .query((row, _) -> new Graph.Edge(
                        row.getString("parent"),
                        row.getString("child"),
                        Relation.valueOf(row.getString("relation")),
                        row.getObject("weight", Double.class),
                        row.getInt("position")))
                .list();
    }

    private Graph.Node node(ResultSet row, int index) throws SQLException {
        ModelName model = new ModelName(row.getString("namespace"), row.getString("name"));
        int number = row.getInt("number");
        return new Graph.Node(
                model + "@" + number,
                model,
                number,
                ModelKind.valueOf(row.getString("kind")),
                VersionState.valueOf(row.getString("state")),
                new Digest(row.getString("digest")),
                Withdrawn.read(row.getString("withdrawn"), json));
    }
}
