package io.graft.registry.evaluation;

import java.util.UUID;

/** A worker has begun an evaluation, perhaps once more, in the transaction that goes on. */
public record EvaluationBegan(UUID evaluation) {}
