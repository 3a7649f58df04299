package io.graft.registry.evaluation;

import java.util.UUID;

/** Whether a version is what its recipe says has been looked at, in the transaction that goes on. */
public record VerificationEnded(UUID version) {}
