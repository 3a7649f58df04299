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

    /** A content that the store holds for a version. */
    private record Held(String sha256, long size, boolean shared) {}

    StorageView of(UUID id) {
        PinnedVersion version = catalog.pinned(id);
        List<Held> held = held(id);
        StorageView.@Nullable Evicted evicted = evicted(id);
        return new StorageView(
                version.reference(),
                version.files().stream().mapToLong(file -> file.size()).sum(),
                held.stream().mapToLong(Held::size).sum(),
                held.stream().filter(Held::shared).mapToLong(Held::size).sum(),
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
                .filter(content -> !content.shared() && weights.contains(content.sha256()))
                .mapToLong(Held::size)
                .sum();
    }

    private List<Held> held(UUID version) {
        return jdbc.sql("""
                        select b.sha256, b.size,
                               exists (select from blob_reference o where o.sha256 = b.sha256 and o.owner <> r.owner) as shared
                          from blob_reference r join blob b on b.sha256 = r.sha256 and b.verified_at is not null
                         where r.owner = :version
                        """)
                .param("version", version)
                .query((row, _) -> new Held(row.getString("sha256"), row.getLong("size"), row.getBoolean("shared")))
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
