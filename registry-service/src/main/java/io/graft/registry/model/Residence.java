package io.graft.registry.model;

import java.util.Collection;

/** Whether the bytes of versions are here. Whoever is about to read them asks. */
public interface Residence {
    /**
     * Sees that the bytes of all these versions are here, and that they stay for what the caller's transaction queues.
     *
     * @throws io.graft.core.GraftException where some were evicted; they are made again from now on, so the same succeeds later
     */
    void require(Collection<PinnedVersion> versions);
}
