package io.graft.registry.model;

import io.graft.registry.access.Audit;
import java.time.Clock;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** The moment from which a version can be seen, in the caller's transaction. */
@Component
class Publication {
    private final ModelVersions versions;
    private final Catalog catalog;
    private final ApplicationEventPublisher events;
    private final Audit audit;
    private final Clock clock;

    Publication(ModelVersions versions, Catalog catalog, ApplicationEventPublisher events, Audit audit, Clock clock) {
        this.versions = versions;
        this.catalog = catalog;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    PinnedVersion publish(ModelVersion version) {
        version.publish(clock.instant());
        versions.saveAndFlush(version);
        PinnedVersion published = catalog.pinned(version.id());
        audit.record(
                "version.publish",
                version.reference(),
                Map.of("state", VersionState.PENDING),
                Map.of("state", VersionState.READY, "digest", published.digest()));
        events.publishEvent(new VersionPublished(published));
        return published;
    }
}
