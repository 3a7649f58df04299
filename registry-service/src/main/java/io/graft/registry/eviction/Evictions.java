package io.graft.registry.eviction;

import io.graft.core.GraftException;
import io.graft.registry.access.Actors;
import io.graft.registry.access.Audit;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.model.VersionBytes;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes the bytes of merged versions away. Their recipe, and all that it needs, stays. */
@Component
class Evictions {
    private final JdbcClient jdbc;
    private final VersionBytes bytes;
    private final Obstacles obstacles;
    private final Actors actors;
    private final Audit audit;
    private final Clock clock;

    Evictions(JdbcClient jdbc, VersionBytes bytes, Obstacles obstacles, Actors actors, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.bytes = bytes;
        this.obstacles = obstacles;
        this.actors = actors;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The weights of a version go.
     *
     * @throws GraftException {@link EvictionError#EVICTION_REFUSED} with all that stands in the way
     */
    @Transactional
    public void evict(PinnedVersion version, String reason) {
        alone();
        requireNone(version, obstacles.to(version.id(), version.reference()));
        long size = version.files().stream()
                .filter(VersionBytes::areWeights)
                .mapToLong(file -> file.size())
                .sum();
        jdbc.sql("""
                insert into eviction (version_id, bytes, reason, actor, evicted_at)
                values (:version, :bytes, :reason, :actor, :now)
                """)
                .param("version", version.id())
                .param("bytes", size)
                .param("reason", reason)
                .param("actor", actors.current().name())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        bytes.release(version.id());
        audit.record("version.evict", version.reference(), null, Map.of("bytes", size, "reason", reason));
    }

    /** Waits for everybody who has just seen that a version is here, and makes those who come next wait; see {@link EvictedVersions}. */
    private void alone() {
        jdbc.sql("select 1 from pg_advisory_xact_lock(hashtext('eviction'))")
                .query(Integer.class)
                .single();
    }

    private static void requireNone(PinnedVersion version, List<Obstacle> found) {
        if (!found.isEmpty()) {
            throw new GraftException(
                            EvictionError.EVICTION_REFUSED,
                            version.reference(),
                            "%s cannot be evicted: %s"
                                    .formatted(
                                            version.reference(),
                                            found.stream().map(Obstacle::why).collect(Collectors.joining("; "))),
                            "Keep it, or change that first; a job ends with POST /api/v1/jobs/{id}/cancel.")
                    .with("obstacles", found);
        }
    }
}
