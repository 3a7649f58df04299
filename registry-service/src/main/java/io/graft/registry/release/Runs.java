package io.graft.registry.release;

import io.graft.core.GraftException;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.repository.Repository;

interface Runs extends Repository<ReleaseRun, UUID> {
    ReleaseRun saveAndFlush(ReleaseRun run);

    Optional<ReleaseRun> findById(UUID id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<ReleaseRun> findLockedById(UUID id);

    default ReleaseRun required(UUID id) {
        return findById(id).orElseThrow(() -> notFound(id));
    }

    default ReleaseRun requiredLocked(UUID id) {
        return findLockedById(id).orElseThrow(() -> notFound(id));
    }

    static GraftException notFound(UUID id) {
        return new GraftException(
                ReleaseError.RUN_NOT_FOUND,
                id.toString(),
                "There is no release run %s".formatted(id),
                "List the runs to find its id.");
    }
}
