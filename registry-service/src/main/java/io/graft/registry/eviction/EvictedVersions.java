package io.graft.registry.eviction;

import io.graft.registry.model.PinnedVersion;
import io.graft.registry.model.Residence;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Knows which versions were evicted, and has them made again for whoever wants them. */
@Component
class EvictedVersions implements Residence {
    private final JdbcClient jdbc;
    private final Rebuilds rebuilds;
    private final Clock clock;

    EvictedVersions(JdbcClient jdbc, Rebuilds rebuilds, Clock clock) {
        this.jdbc = jdbc;
        this.rebuilds = rebuilds;
        this.clock = clock;
    }

    @Override
    public void require(Collection<PinnedVersion> versions) {
        UUID[] ids =
                versions.stream().map(PinnedVersion::id).distinct().sorted().toArray(UUID[]::new);
        notBesideAnEviction();
        noteUse(ids);
        List<UUID> evicted = evicted(ids);
        versions.stream().filter(version -> evicted.contains(version.id())).forEach(rebuilds::demand);
    }

    /** Within a transaction, nothing is evicted until it has committed: then whoever evicts sees what it queued. */
    private void notBesideAnEviction() {
        jdbc.sql("select 1 from pg_advisory_xact_lock_shared(hashtext('eviction'))")
                .query(Integer.class)
                .single();
    }

    private List<UUID> evicted(UUID[] versions) {
        return jdbc.sql("select version_id from eviction where version_id = any(:versions)")
                .param("versions", versions)
                .query((row, _) -> row.getObject("version_id", UUID.class))
                .list();
    }

    /** To the hour, so that those who use the same versions do not queue for a row. */
    private void noteUse(UUID[] versions) {
        jdbc.sql("""
                insert into version_use (version_id, used_at)
                select id, :now::timestamptz from unnest(:versions::uuid[]) as id
                on conflict (version_id) do update set used_at = excluded.used_at
                 where version_use.used_at < excluded.used_at - interval '1 hour'
                """)
                .param("versions", versions)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
