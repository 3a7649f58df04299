package io.graft.registry.model;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.repository.Repository;

interface ModelVersions extends Repository<ModelVersion, UUID> {
    ModelVersion saveAndFlush(ModelVersion version);

    Optional<ModelVersion> findById(UUID id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<ModelVersion> findLockedById(UUID id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<ModelVersion> findLockedByMergeId(UUID merge);
}
