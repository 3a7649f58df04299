package io.graft.registry.model;

import io.graft.core.preflight.Finding;
import io.graft.registry.access.Audit;
import io.graft.registry.storage.Blobs;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The moment from which nobody will use a version, in the caller's transaction. */
@Component
class Rejection {
    private final ModelVersions versions;
    private final Blobs blobs;
    private final ApplicationEventPublisher events;
    private final Audit audit;
    private final JsonMapper json;
    private final Clock clock;

    Rejection(
            ModelVersions versions,
            Blobs blobs,
            ApplicationEventPublisher events,
            Audit audit,
            JsonMapper json,
            Clock clock) {
        this.versions = versions;
        this.blobs = blobs;
        this.events = events;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    /** What arrived of it can be swept. */
    void reject(ModelVersion version, List<Finding> findings) {
        version.reject(json.writeValueAsString(findings), clock.instant());
        versions.saveAndFlush(version);
        blobs.release(version.id());
        tell(version, VersionState.PENDING, findings);
    }

    /** Takes back one that was ready. Its bytes stay, as evidence. */
    void withdraw(ModelVersion version, List<Finding> findings) {
        version.withdraw(json.writeValueAsString(findings), clock.instant());
        versions.saveAndFlush(version);
        tell(version, VersionState.READY, findings);
    }

    private void tell(ModelVersion version, VersionState before, List<Finding> findings) {
        audit.record(
                "version.reject",
                version.reference(),
                Map.of("state", before),
                Map.of("state", VersionState.REJECTED, "findings", findings));
        events.publishEvent(new VersionRejected(
                version.id(), version.model().name(), version.number(), before == VersionState.READY, findings));
    }
}
