package io.graft.registry.lineage;

import io.graft.core.GraftException;
import io.graft.registry.model.ModelKind;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.model.VersionPublished;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The directed acyclic graph of versions. Edges are written once, when a version becomes ready. */
@Component
public class Lineage {
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    Lineage(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /**
     * Records in the caller's transaction what a version came from, in this order, after whatever is recorded already.
     *
     * @throws GraftException {@link LineageError#LINEAGE_CYCLE} if one of the parents came from it
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void connect(UUID child, List<Parent> parents) {
        oneAtATime();
        int position = parents(child);
        for (Parent parent : parents) {
            connect(child, position++, parent);
        }
        events.publishEvent(new VersionConnected(child));
    }

    /** Nothing more comes from anything until the caller's transaction has ended. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void standStill() {
        oneAtATime();
    }

    /** What a version came from, in the order in which it was recorded. */
    public List<Parent> parentsOf(UUID child) {
        return jdbc.sql("""
                        select parent_id, relation, weight from lineage_edge where child_id = :child order by position
                        """)
                .param("child", child)
                .query((row, _) -> new Parent(
                        row.getObject("parent_id", UUID.class),
                        Relation.valueOf(row.getString("relation")),
                        row.getObject("weight", Double.class)))
                .list();
    }

    /** Everything that a version came from, each once; not the version itself. */
    public List<UUID> ancestorsOf(UUID child) {
        return jdbc.sql("""
                        with recursive up (id) as (
                            select parent_id from lineage_edge where child_id = :child
                            union
                            select e.parent_id from lineage_edge e join up on e.child_id = up.id
                        )
                        select id from up order by id
                        """)
                .param("child", child)
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    /** How many trainings, each on what the one before had led to, a version is the last of; 0 for one that was not tuned. */
    public int trainingsOf(UUID version) {
        return jdbc.sql("""
                        with recursive up (id, trainings) as (
                            select :version::uuid, 0
                            union
                            select e.parent_id, up.trainings + (e.relation in ('ADAPTER', 'FINETUNE'))::int
                              from lineage_edge e join up on e.child_id = up.id
                             where up.trainings < :deepest
                        )
                        select max(trainings) from up
                        """)
                .param("version", version)
                .param("deepest", Direction.DEEPEST)
                .query(Integer.class)
                .single();
    }

    /** All versions that are ready from which a version came, ancestors before descendants. */
    public List<UUID> readyAncestorsOf(UUID version) {
        return jdbc.sql("""
                        with recursive up (id, depth) as (
                            select parent_id, 1 from lineage_edge where child_id = :version
                            union
                            select e.parent_id, up.depth + 1 from lineage_edge e join up on e.child_id = up.id
                             where up.depth < :deepest
                        )
                        select up.id from up join version v on v.id = up.id and v.state = 'READY'
                         group by up.id order by max(up.depth) desc, up.id
                        """)
                .param("version", version)
                .param("deepest", Direction.DEEPEST)
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    /** What an adapter or a finetuned model was trained on is known from the version itself. */
    @EventListener
    void on(VersionPublished published) {
        PinnedVersion version = published.version();
        if (version.baseId() != null) {
            Relation relation = version.kind() == ModelKind.ADAPTER ? Relation.ADAPTER : Relation.FINETUNE;
            connect(version.id(), List.of(new Parent(version.baseId(), relation, null)));
        }
    }

    private int parents(UUID child) {
        return jdbc.sql("select count(*) from lineage_edge where child_id = :child")
                .param("child", child)
                .query(Integer.class)
                .single();
    }

    private void connect(UUID child, int position, Parent parent) {
        if (descends(parent.version(), child)) {
            throw new GraftException(
                    LineageError.LINEAGE_CYCLE,
                    "version " + child,
                    "A version cannot come from one of its own descendants, %s".formatted(parent.version()),
                    "Name another parent.");
        }
        jdbc.sql("""
                insert into lineage_edge (child_id, position, parent_id, relation, weight)
                values (:child, :position, :parent, :relation, :weight)
                """)
                .param("child", child)
                .param("position", position)
                .param("parent", parent.version())
                .param("relation", parent.relation().name())
                .param("weight", parent.weight())
                .update();
    }

    /** Two edges that are each fine could close a circle together, if they were checked at the same moment. */
    private void oneAtATime() {
        jdbc.sql("select 1 from pg_advisory_xact_lock(hashtext('lineage'))")
                .query(Integer.class)
                .single();
    }

    private boolean descends(UUID version, UUID ancestor) {
        return jdbc.sql("""
                        with recursive up (id) as (
                            select :version::uuid
                            union
                            select e.parent_id from lineage_edge e join up on e.child_id = up.id
                        )
                        select exists (select from up where id = :ancestor)
                        """)
                .param("version", version)
                .param("ancestor", ancestor)
                .query(Boolean.class)
                .single();
    }
}
