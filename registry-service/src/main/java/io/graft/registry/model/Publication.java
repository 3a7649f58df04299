package io.graft.registry.model;

import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** The moment from which a version can be seen, in the caller's transaction. */
@Component
class Publication {
    private final ModelVersions versions;
    private final Catalog catalog;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Publication(ModelVersions versions, Catalog catalog, ApplicationEventPublisher events, Clock clock) {
        this.versions = versions;
        this.catalog = catalog;
        this.events = events;
        this.clock = clock;
    }

    PinnedVersion publish(ModelVersion version) {
        version.publish(clock.instant());
        versions.saveAndFlush(version);
        PinnedVersion published = catalog.pinned(version.id());
        events.publishEvent(new VersionPublished(published));
        return published;
    }
}
