package io.graft.registry.eviction;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a version takes of the store, as clients see it. Sizes are in bytes, each content counted once.
 *
 * @param version {@code namespace/name@number}
 * @param size of all its files
 * @param stored of those that the store holds for it now
 * @param shared of these, what others need as well
 * @param freeable what the store would get back if it was evicted; 0 where it is
 * @param evicted since when its weights are kept as their recipe alone; null while they are here
 * @param rebuild how its bytes were last made again, or are being made; null where they never were
 * @param obstacles what speaks against evicting it; empty where nothing does
 */
record StorageView(
        String version,
        long size,
        long stored,
        long shared,
        long freeable,
        @Nullable Evicted evicted,
        @Nullable Rebuild rebuild,
        List<Obstacle> obstacles) {
    /**
     * That a version's weights are gone.
     *
     * @param bytes of them
     */
    record Evicted(Instant at, String actor, String reason, long bytes) {}
}
