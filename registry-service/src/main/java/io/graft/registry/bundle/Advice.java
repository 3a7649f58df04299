package io.graft.registry.bundle;

import java.util.List;
import java.util.Map;

/**
 * Whether to merge adapters or to serve them unmerged.
 *
 * @param serveUnmerged whether merging harms and a server can do without
 * @param reasons what speaks against the merge, one sentence each
 * @param refusals by engine, what it could not serve; an engine without any serves all of them
 */
public record Advice(boolean serveUnmerged, List<String> reasons, Map<String, List<Refusal>> refusals) {
    public Advice {
        reasons = List.copyOf(reasons);
    }
}
