package io.graft.registry.eviction;

import io.graft.registry.eviction.Obstacle.Kind;
import io.graft.registry.job.Jobs;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds out what speaks against evicting a version. */
@Component
class Obstacles {
    private final JdbcClient jdbc;
    private final Jobs jobs;

    Obstacles(JdbcClient jdbc, Jobs jobs) {
        this.jdbc = jdbc;
        this.jobs = jobs;
    }

    private record State(boolean ready, boolean merged, boolean evicted) {}

    /** All that stands in the way; empty where the bytes may go. */
    List<Obstacle> to(UUID version, String reference) {
        State state = state(version);
        if (state.evicted()) {
            return List.of(new Obstacle(Kind.EVICTED, "its weights are gone already"));
        }
        List<Obstacle> found = new ArrayList<>();
        if (!state.ready()) {
            found.add(new Obstacle(Kind.NOT_READY, "it is not READY"));
        }
        if (!state.merged()) {
            found.add(
                    new Obstacle(Kind.NOT_MERGED, "no merge of this registry made it, so nothing could make it again"));
        }
        aliases(version).forEach(alias -> found.add(new Obstacle(Kind.ALIAS, alias + " stands at it")));
        evicted("child_id", "parent_id", version)
                .forEach(child -> found.add(
                        new Obstacle(Kind.NEEDED, "%s, which is evicted, would be made from it".formatted(child))));
        evicted("parent_id", "child_id", version)
                .forEach(parent -> found.add(new Obstacle(
                        Kind.INPUT_EVICTED, "it would be made from %s, which is evicted".formatted(parent))));
        jobs.readersOf(reference)
                .forEach(job -> found.add(new Obstacle(
                        Kind.IN_USE, "job %s (%s) has not ended and reads it".formatted(job.id(), job.kind()))));
        return found;
    }

    private State state(UUID version) {
        return jdbc.sql("""
                        select state = 'READY' as ready, merge_id is not null as merged,
                               exists (select from eviction e where e.version_id = v.id) as evicted
                          from version v where id = :version
                        """)
                .param("version", version)
                .query((row, _) ->
                        new State(row.getBoolean("ready"), row.getBoolean("merged"), row.getBoolean("evicted")))
                .single();
    }

    private List<String> aliases(UUID version) {
        return jdbc.sql("""
                        select a.name from version v join alias a on a.model_id = v.model_id and a.number = v.number
                         where v.id = :version order by a.name
                        """)
                .param("version", version)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /** The evicted neighbours of a version: in whose column of an edge they are, where it is in the other. */
    private List<String> evicted(String theirs, String its, UUID version) {
        return jdbc.sql("""
                        select distinct r.reference
                          from lineage_edge l
                          join eviction e on e.version_id = l.%1$s
                          join version_reference r on r.id = l.%1$s
                         where l.%2$s = :version order by 1
                        """.formatted(theirs, its))
                .param("version", version)
                .query((row, _) -> row.getString(1))
                .list();
    }
}
