package io.graft.registry.evaluation;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.repository.Repository;

interface Evaluations extends Repository<Evaluation, UUID> {
    Evaluation saveAndFlush(Evaluation evaluation);

    Optional<Evaluation> findById(UUID id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<Evaluation> findLockedByJobId(UUID job);

    default Evaluation required(UUID id) {
        return findById(id).orElseThrow(() -> EvaluationError.notFound(id));
    }
}
