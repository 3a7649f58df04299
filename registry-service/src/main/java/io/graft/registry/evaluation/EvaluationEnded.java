package io.graft.registry.evaluation;

import java.util.UUID;

/** An evaluation has ended one way or another, in the transaction that goes on. What follows from its scores is written by then or soon. */
public record EvaluationEnded(UUID evaluation, EvaluationState state) {}
