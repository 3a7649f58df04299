package io.graft.registry.model;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.repository.Repository;

interface Models extends Repository<Model, UUID> {
    Model saveAndFlush(Model model);

    Optional<Model> findByName(ModelName name);

    /** Holds the row's lock until the transaction ends, so that numbers are handed out one by one. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<Model> findLockedByName(ModelName name);

    boolean existsByName(ModelName name);
}
