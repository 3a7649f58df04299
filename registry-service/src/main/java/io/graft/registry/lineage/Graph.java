package io.graft.registry.lineage;

import io.graft.core.artifact.Digest;
import io.graft.registry.model.ModelKind;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.VersionState;
import io.graft.registry.model.Withdrawn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Versions and what led from one to the other. */
record Graph(List<Node> nodes, List<Edge> edges) {
    /**
     * A version.
     *
     * @param id {@code namespace/name@number}
     * @param withdrawn why it is to be used no more; null where nothing speaks against it
     */
    record Node(
            String id,
            ModelName model,
            int number,
            ModelKind kind,
            VersionState state,
            Digest digest,
            @Nullable Withdrawn withdrawn) {}

    /**
     * A step from a parent to its child.
     *
     * @param position of the parent among those of the child, from 0
     */
    record Edge(
            String from,
            String to,
            Relation relation,
            @Nullable Double weight,
            int position) {}
}
