package io.graft.registry.lineage;

import io.graft.registry.lineage.Ways.Step;
import io.graft.registry.lineage.Ways.Way;
import io.graft.registry.model.ModelKind;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.VersionState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads everything that contains a version, in two queries whatever there is of it. */
@Component
public class Descendants {
    private static final String DOWN = """
            with recursive down (id) as (
                select :id::uuid
                union
                select e.child_id from lineage_edge e join down on e.parent_id = down.id
            )
            """;
    private final JdbcClient jdbc;

    Descendants(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** First the version itself, at depth 0, then the nearest. What was trained on a version contains it as well. */
    public List<Descendant> of(UUID version) {
        List<Node> nodes = nodes(version);
        Map<UUID, Way> ways = Ways.from(version, steps(version));
        Map<UUID, Node> byId = nodes.stream().collect(Collectors.toMap(Node::id, Function.identity()));
        return nodes.stream()
                .map(node -> descendant(node, Objects.requireNonNull(ways.get(node.id())), byId))
                .sorted(Comparator.comparingInt(Descendant::depth)
                        .thenComparing(one -> one.model().toString())
                        .thenComparingInt(Descendant::number))
                .toList();
    }

    private record Node(
            UUID id, ModelName model, int number, ModelKind kind, VersionState state, List<String> aliases) {
        String reference() {
            return model + "@" + number;
        }
    }

    private static Descendant descendant(Node node, Way way, Map<UUID, Node> nodes) {
        Step last = way.last();
        return new Descendant(
                node.id(),
                node.reference(),
                node.model(),
                node.number(),
                node.kind(),
                node.state(),
                last == null ? null : last.relation(),
                last == null
                        ? null
                        : Objects.requireNonNull(nodes.get(last.parent())).reference(),
                way.weight(),
                way.depth(),
                node.aliases());
    }

    private List<Step> steps(UUID version) {
        return jdbc.sql(DOWN + """
                        select e.parent_id, e.child_id, e.relation, e.weight
                          from lineage_edge e join down on down.id = e.parent_id
                         order by e.child_id, e.position
                        """)
                .param("id", version)
                .query((row, _) -> new Step(
                        row.getObject("parent_id", UUID.class),
                        row.getObject("child_id", UUID.class),
                        Relation.valueOf(row.getString("relation")),
                        row.getObject("weight", Double.class)))
                .list();
    }

    private List<Node> nodes(UUID version) {
        return jdbc.sql(DOWN + """
                        select v.id, m.namespace, m.name, m.kind, v.number, v.state,
                               array(select m.namespace || '/' || m.name || '@' || a.name from alias a
                                      where a.model_id = v.model_id and a.number = v.number order by a.name) as aliases
                          from down join version v on v.id = down.id join model m on m.id = v.model_id
                        """)
                .param("id", version)
                .query(Descendants::node)
                .list();
    }

    private static Node node(ResultSet row, int index) throws SQLException {
        return new Node(
                row.getObject("id", UUID.class),
                new ModelName(row.getString("namespace"), row.getString("name")),
                row.getInt("number"),
                ModelKind.valueOf(row.getString("kind")),
                VersionState.valueOf(row.getString("state")),
                List.of((String[]) row.getArray("aliases").getArray()));
    }
}
