package io.graft.registry.model;

import io.graft.core.preflight.Finding;
import java.util.List;
import java.util.UUID;

/**
 * A version was found not to be what it should be, in the transaction that goes on.
 *
 * @param wasReady whether it could be used until now
 */
public record VersionRejected(UUID id, ModelName model, int number, boolean wasReady, List<Finding> findings) {
    /** {@code namespace/name@number}. */
    public String reference() {
        return model + "@" + number;
    }
}
