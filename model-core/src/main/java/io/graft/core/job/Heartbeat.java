package io.graft.core.job;

/** A sign of life with the progress made so far. */
public record Heartbeat(long epoch, Progress progress) {}
