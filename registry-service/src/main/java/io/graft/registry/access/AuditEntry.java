package io.graft.registry.access;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One change. */
record AuditEntry(
        UUID id,
        Instant at,
        String actor,
        String action,
        String subject,
        @Nullable String requestId,
        @JsonRawValue @Nullable String before,
        @JsonRawValue @Nullable String after) {}
