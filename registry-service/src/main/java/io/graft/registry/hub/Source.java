package io.graft.registry.hub;

import java.util.Optional;
import java.util.UUID;

/** Where the bytes of a file in a repository come from. */
sealed interface Source {
    /**
     * They are kept.
     *
     * @param version whose they are, where they are one's
     */
    record Kept(Optional<UUID> version) implements Source {}

    /** They are written for the repository, from what is kept. */
    record Written(String text) implements Source {}
}
