package io.graft.registry.merge;

import io.graft.core.job.MadePart;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One part of a merge that was cut.
 *
 * @param number from 1
 * @param job that makes it
 * @param made what the worker has declared so far
 * @param done whether all of that is here and verified, and the job has succeeded
 */
record Part(UUID merge, int number, UUID job, @Nullable MadePart made, boolean done) {}
