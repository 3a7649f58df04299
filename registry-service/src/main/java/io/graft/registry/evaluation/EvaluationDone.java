package io.graft.registry.evaluation;

import java.util.UUID;

/** Every arm of an evaluation has its result, in the transaction that goes on. */
public record EvaluationDone(UUID evaluation) {}
