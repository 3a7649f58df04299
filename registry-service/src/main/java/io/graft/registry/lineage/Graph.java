package io.graft.registry.lineage;

import io.graft.core.artifact.Digest;
import io.graft.registry.model.ModelKind;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.VersionState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Versions and what led from one to the other. */
record Graph(List<Node> nodes, List<Edge> edges) {
    /** @param id {@code namespace/name@number} */
    record Node(String id, ModelName model, int number, ModelKind kind, VersionState state, Digest digest) {}

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
