package io.graft.cli;

import io.graft.core.recipe.Source;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where an alias stands, and how it came there. */
final class AliasHistory {
    private final RegistryConnection connection;
    private final String path;

    AliasHistory(RegistryConnection connection, Source.Registered alias) {
        this.connection = connection;
        this.path = "/models/%s/%s/aliases/%s".formatted(alias.namespace(), alias.name(), alias.version());
    }

    record Standing(int version, int step) {}

    record Move(
            int step,
            @Nullable Integer from,
            int to,
            String cause,
            String actor,
            String reason,
            @Nullable UUID run,
            @Nullable UUID verdict,
            Instant at) {}

    private record Moves(List<Move> items) {}

    private record Back(@Nullable Integer to, String reason) {}

    Standing standing() throws InterruptedException {
        return connection.get(path, Standing.class);
    }

    /** The newest moves, the newest first. */
    List<Move> moves() throws InterruptedException {
        return connection.get(path + "/history?limit=20", Moves.class).items();
    }

    /** @param known where it stands now; it is refused if somebody has moved it since */
    Standing rollBack(Standing known, @Nullable Integer to, String reason) throws InterruptedException {
        return connection.postIf(
                path + "/rollback", new Back(to, reason), "\"%d\"".formatted(known.step()), Standing.class);
    }
}
