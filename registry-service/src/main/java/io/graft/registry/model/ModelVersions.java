package io.graft.registry.model;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.repository.Repository;

interface ModelVersions extends Repository<ModelVersion, UUID> {
    ModelVersion saveAndFlush(ModelVersion version);

    Optional<ModelVersion> findById(UUID id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<ModelVersion> findLockedById(UUID id);

    List<ModelVersion> findByStateAndTouchedAtBefore(VersionState state, Instant time);

    Optional<ModelVersion> findByMergeIdAndStateNot(UUID merge, VersionState state);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<ModelVersion> findLockedByMergeIdAndStateNot(UUID merge, VersionState state);
}
