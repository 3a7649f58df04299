package io.graft.registry.withdrawal;

import io.graft.registry.model.ModelName;
import java.util.UUID;

/** A withdrawal was taken back, in the transaction that goes on. */
public record WithdrawalLifted(UUID withdrawal, ModelName model, int number, String reason) {}
