package io.graft.registry.merge;

import io.graft.registry.model.ModelName;
import java.util.UUID;

/** A worker has begun a merge, perhaps once more, in the transaction that goes on. */
public record MergeBegan(UUID merge, ModelName output) {}
