package io.graft.registry.model;

import io.graft.core.artifact.Digest;
import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Severity;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What verification found out about a version's content.
 *
 * @param config what it says of itself, for people
 */
record Inspection(@Nullable Digest fingerprint, Map<String, Object> config, List<Finding> findings) {
    static Inspection refused(List<Finding> findings) {
        return new Inspection(null, Map.of(), findings);
    }

    /** The same with more to say. */
    Inspection with(List<Finding> more) {
        return new Inspection(
                fingerprint,
                config,
                Stream.concat(findings.stream(), more.stream()).toList());
    }

    boolean failed() {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }
}
