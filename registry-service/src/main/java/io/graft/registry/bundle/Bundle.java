package io.graft.registry.bundle;

import io.graft.core.artifact.Digest;
import io.graft.registry.model.ModelName;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One version of a bundle. It never changes.
 *
 * @param digest of base, adapters and tasks
 * @param adapters by task
 */
public record Bundle(
        UUID id,
        ModelName name,
        int number,
        Digest digest,
        String description,
        Part base,
        List<Member> adapters,
        Instant createdAt) {
    /** @param reference {@code namespace/name@number} */
    record Part(UUID id, String reference, Digest digest) {}

    record Member(String task, Part adapter) {}

    public Bundle {
        adapters = List.copyOf(adapters);
    }

    /** {@code namespace/name@number}. */
    public String reference() {
        return name + "@" + number;
    }
}
