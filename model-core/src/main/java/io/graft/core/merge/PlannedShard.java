package io.graft.core.merge;

import java.util.List;

/**
 * A file of weights that a merge is to write.
 *
 * @param file its name
 * @param tensors their names, in the order of their data
 * @param bytes the size of the file
 */
public record PlannedShard(String file, List<String> tensors, long bytes) {
    public PlannedShard {
        tensors = List.copyOf(tensors);
    }
}
