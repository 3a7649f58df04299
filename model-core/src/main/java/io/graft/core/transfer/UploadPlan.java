package io.graft.core.transfer;

import io.graft.core.artifact.Digest;
import java.util.List;
import java.util.UUID;

/**
 * How the registry wants to receive the content of one blob. Asking for the plan again after an interruption marks the parts
 * that arrived, so only the others are sent.
 *
 * @param path the file of the version it was made for
 */
public record UploadPlan(UUID id, String path, Digest sha256, long size, List<Part> parts) {
    public UploadPlan {
        parts = List.copyOf(parts);
    }

    /** Bytes that are still to be sent. */
    public long remaining() {
        return parts.stream()
                .filter(part -> !part.done())
                .mapToLong(Part::length)
                .sum();
    }
}
