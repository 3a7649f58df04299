package io.graft.cli;

import io.graft.core.job.Progress;
import io.graft.core.recipe.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the registry says of the bytes of versions. */
final class VersionStorage {
    private final RegistryConnection connection;

    VersionStorage(RegistryConnection connection) {
        this.connection = connection;
    }

    private record NewEviction(@Nullable String reason) {}

    record Evicted(String at, String actor, String reason, long bytes) {}

    record Failure(String code, String where, String message, String remedy) {}

    record Rebuild(
            String state,
            @Nullable Progress progress,
            @Nullable Failure error) {}

    record Obstacle(String kind, String why) {}

    /** Sizes in bytes; see the registry's API. */
    record View(
            String version,
            long size,
            long stored,
            long shared,
            long freeable,
            @Nullable Evicted evicted,
            @Nullable Rebuild rebuild,
            List<Obstacle> obstacles) {}

    View of(Source.Registered version) throws InterruptedException {
        return connection.get(RegistryConnection.path(version) + "/storage", View.class);
    }

    View evict(Source.Registered version, @Nullable String reason) throws InterruptedException {
        return connection.post(RegistryConnection.path(version) + "/evict", new NewEviction(reason), View.class);
    }

    /** Begins to make the bytes again where they are gone, also after an earlier attempt failed. */
    View rebuild(Source.Registered version) throws InterruptedException {
        return connection.post(RegistryConnection.path(version) + "/rebuild", null, View.class);
    }
}
