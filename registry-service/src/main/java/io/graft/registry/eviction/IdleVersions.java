package io.graft.registry.eviction;

import io.graft.core.GraftException;
import io.graft.registry.model.Catalog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Evicts the merged versions that nobody has wanted for long. */
@Component
class IdleVersions {
    private static final Logger LOG = LoggerFactory.getLogger(IdleVersions.class);

    private final JdbcClient jdbc;
    private final Catalog catalog;
    private final Evictions evictions;
    private final Clock clock;

    IdleVersions(JdbcClient jdbc, Catalog catalog, Evictions evictions, Clock clock) {
        this.jdbc = jdbc;
        this.catalog = catalog;
        this.evictions = evictions;
        this.clock = clock;
    }

    /** Returns how many were. */
    int evict(Duration after) {
        return (int) idleSince(clock.instant().minus(after)).stream()
                .filter(version -> evict(version, "not wanted for %s".formatted(after)))
                .count();
    }

    private boolean evict(UUID version, String reason) {
        try {
            evictions.evict(catalog.pinned(version), reason);
            return true;
        } catch (GraftException e) {
            LOG.debug("{} stays: {}", e.where(), e.sentence());
            return false;
        }
    }

    /** The youngest first, so that what was made from others goes before these are looked at. */
    private List<UUID> idleSince(Instant time) {
        return jdbc.sql("""
                        select v.id
                          from version v left join version_use u on u.version_id = v.id
                         where v.state = 'READY' and v.merge_id is not null
                           and greatest(v.ready_at, u.used_at) < :time
                           and not exists (select from eviction e where e.version_id = v.id)
                         order by v.ready_at desc
                        """)
                .param("time", time.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }
}
