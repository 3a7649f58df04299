package io.graft.registry.merge;

import java.util.Optional;
import java.util.UUID;

/** Whoever wants to have proved what merges make. Is asked in the transactions in which jobs end. */
public interface Proof {
    /**
     * Is told of a version that was made and that nobody sees yet.
     *
     * @return the job that proves it: the merge goes on with it, and ends as it does. Empty where the version is to be published now
     */
    Optional<UUID> demand(MergeMade made);

    /** Throws unless the job that was to prove a version has said that it is what it should be, or that this cannot be known. */
    void requirePassed(UUID job);
}
