package io.graft.core.job;

/** The answer to a heartbeat: whether a person wants the job to stop. */
public record Renewal(boolean cancelRequested) {}
