package io.graft.registry.merge;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.repository.Repository;

interface Merges extends Repository<Merge, UUID> {
    Merge saveAndFlush(Merge merge);

    Optional<Merge> findById(UUID id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<Merge> findLockedById(UUID id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<Merge> findLockedByJobId(UUID job);

    default Merge required(UUID id) {
        return findById(id).orElseThrow(() -> MergeError.notFound(id));
    }

    default Merge requiredLocked(UUID id) {
        return findLockedById(id).orElseThrow(() -> MergeError.notFound(id));
    }
}
