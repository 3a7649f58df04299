package io.graft.registry.hub;

import java.util.List;
import java.util.Optional;

/**
 * Changes that somebody wishes to a branch.
 *
 * @param parent the commit they were made on, if they are to be refused on any other
 */
record Commit(String summary, String description, Optional<String> parent, List<Change> changes) {
    Commit {
        changes = List.copyOf(changes);
    }
}
