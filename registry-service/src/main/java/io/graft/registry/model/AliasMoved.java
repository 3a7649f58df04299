package io.graft.registry.model;

/** An alias was moved, in the transaction that goes on. */
public record AliasMoved(AliasMove move) {}
