package io.graft.core.job;

/** How the job that was leased under this epoch ended. */
public record Settlement(long epoch, Outcome outcome) {}
