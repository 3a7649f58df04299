package io.graft.core.job;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.merge.FinishedShard;
import java.util.List;

/**
 * What the worker of one part of a merge has made.
 *
 * @param shards its files of weights; none where a merge has fewer files than parts
 */
public record MadePart(List<FinishedShard> shards) {
    public MadePart {
        shards = List.copyOf(shards);
    }

    public List<ArtifactFile> files() {
        return shards.stream().map(FinishedShard::file).toList();
    }
}
