package io.graft.registry.eviction;

import io.graft.registry.model.Catalog;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.model.VersionBytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Says what versions cost, share and could free. */
@Component
class StorageListing {
    private final Catalog catalog;
    private final Obstacles obstacles;
    private final RebuildRows rebuilds;
    private final JdbcClient jdbc;

    StorageListing(Catalog catalog, Obstacles obstacles, RebuildRows rebuilds, JdbcClient jdbc) {
        this.catalog = catalog;
        this.obstacles = obstacles;
        this.rebuilds = rebuilds;
        this.jdbc = jdbc;
    }

    /**
     * A content that the store holds for a version.
     *
     * @param shared how much of it others need as well: all of it, or the stretches of other files of which it is made
     */
    private record Held(String sha256, long size, long shared) {
        long own() {
            return size - shared;
        }
    }

    StorageView of(UUID id) {
        PinnedVersion version = catalog.pinned(id);
        List<Held> held = held(id);
        StorageView.@Nullable Evicted evicted = evicted(id);
        return new StorageView(
                version.reference(),
                version.files().stream().mapToLong(file -> file.size()).sum(),
                held.stream().mapToLong(Held::size).sum(),
                held.stream().mapToLong(Held::shared).sum(),
                evicted == null ? freeable(version, held) : 0,
                evicted,
                rebuilds.last(id).orElse(null),
                obstacles.to(id, version.reference()));
    }

    private static long freeable(PinnedVersion version, List<Held> held) {
        List<String> weights = version.files().stream()
                .filter(VersionBytes::areWeights)
                .map(file -> file.sha256().hex())
                .toList();
        return held.stream()
                .filter(content -> weights.contains(content.sha256()))
                .mapToLong(Held::own)
                .sum();
    }

    private List<Held> held(UUID version) {
        return jdbc.sql("""
                        select b.sha256, b.size,
                               case when exists (select from blob_reference o
                                                  where o.sha256 = b.sha256 and o.owner <> r.owner) then b.size
                                    when b.location like 'composed %' then b.size - (
                                        select coalesce(sum(s.size), 0)::bigint from blob s
                                         where s.sha256 in (select g.source from blob_segment g
                                                             where g.composition = substring(b.location from 10)::uuid)
                                           and not exists (select from blob_reference o where o.sha256 = s.sha256
                                                              and o.owner <> substring(b.location from 10)::uuid))
                                    else 0 end as shared
                          from blob_reference r join blob b on b.sha256 = r.sha256 and b.verified_at is not null
                         where r.owner = :version
                        """)
                .param("version", version)
                .query((row, _) -> new Held(row.getString("sha256"), row.getLong("size"), row.getLong("shared")))
                .list();
    }

    private StorageView.@Nullable Evicted evicted(UUID version) {
        return jdbc.sql("select * from eviction where version_id = :version")
                .param("version", version)
                .query(StorageListing::eviction)
                .optional()
                .orElse(null);
    }

    private static StorageView.Evicted eviction(ResultSet row, int index) throws SQLException {
        return new StorageView.Evicted(
                row.getObject("evicted_at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("reason"),
                row.getLong("bytes"));
    }
}
