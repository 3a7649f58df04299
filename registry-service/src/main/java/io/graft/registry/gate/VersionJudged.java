package io.graft.registry.gate;

/** A gate has judged a version. Published in the transaction that keeps the verdict. */
public record VersionJudged(GateVerdict verdict) {}
