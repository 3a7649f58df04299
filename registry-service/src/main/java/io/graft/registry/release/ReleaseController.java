package io.graft.registry.release;

import io.graft.registry.model.Catalog;
import io.graft.registry.model.Cursor;
import io.graft.registry.model.PinnedVersion;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where a person says that a version is released. */
@RestController
@RequestMapping("/api/v1/releases")
class ReleaseController {
    private static final int MOST_RUNS = 200;

    private final Catalog catalog;
    private final Triggers triggers;
    private final RunListing listing;

    ReleaseController(Catalog catalog, Triggers triggers, RunListing listing) {
        this.catalog = catalog;
        this.triggers = triggers;
        this.listing = listing;
    }

    /** @param version {@code namespace/name@number}, or an alias in place of the number */
    record NewRelease(String version, @Nullable String note) {}

    /** @param runs that it set off */
    record ReleaseView(UUID id, String version, List<RunView> runs) {}

    /** Releases a version: what should follow from that follows by the rules that wait for it. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ReleaseView release(@RequestBody NewRelease wanted) {
        PinnedVersion version = catalog.clean(catalog.resolve(wanted.version()).id());
        UUID id = triggers.release(version, Objects.requireNonNullElse(wanted.note(), ""));
        return new ReleaseView(id, version.reference(), runs(id));
    }

    private List<RunView> runs(UUID release) {
        return listing.runs(new RunListing.Filter(null, null, null, "release " + release), Cursor.START, MOST_RUNS)
                .items();
    }
}
