package io.graft.registry.hub;

import io.graft.registry.model.PinnedVersion;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Remembers what pools held: a client first asks for the newest commit, then for one file after the other of that one. */
@Component
class PoolStates {
    private final JdbcClient jdbc;
    private final Clock clock;

    PoolStates(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void remember(PinnedVersion base, String commit, Collection<UUID> adapters) {
        if (find(base, commit).isPresent()) {
            return;
        }
        jdbc.sql("""
                        insert into pool_state (base_id, commit, adapters, seen_at)
                        values (:base, :commit, :adapters, :now) on conflict do nothing
                        """)
                .param("base", base.id())
                .param("commit", commit)
                .param("adapters", adapters.toArray(UUID[]::new))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<Set<UUID>> find(PinnedVersion base, String commit) {
        return jdbc.sql("select adapters from pool_state where base_id = :base and commit = :commit")
                .param("base", base.id())
                .param("commit", commit)
                .query((row, _) -> Set.copyOf(
                        Arrays.asList((UUID[]) row.getArray("adapters").getArray())))
                .optional();
    }
}
