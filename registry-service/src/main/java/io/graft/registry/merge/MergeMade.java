package io.graft.registry.merge;

import io.graft.core.job.Task;
import io.graft.registry.model.PinnedVersion;
import java.util.UUID;

/**
 * What a merge made.
 *
 * @param task as the workers were given it
 * @param version with all its bytes verified
 */
public record MergeMade(UUID merge, Task.Merge task, PinnedVersion version) {}
