package io.graft.registry.access;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The audit log, the newest entry first. */
@RestController
@RequestMapping("/api/v1/audit")
class AuditController {
    private static final int LARGEST_PAGE = 200;
    private static final int AT_A_TIME = 1000;

    private final AuditListing listing;
    private final JsonMapper json;

    AuditController(AuditListing listing, JsonMapper json) {
        this.listing = listing;
        this.json = json;
    }

    /** The next page begins after {@code next}; null on the last one. */
    record AuditPage(List<AuditEntry> items, @Nullable UUID next) {}

    @GetMapping
    AuditPage page(
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable UUID cursor,
            @RequestParam(defaultValue = "50") int limit) {
        int size = Math.clamp(limit, 1, LARGEST_PAGE);
        var wanted = new AuditListing.Wanted(subject, actor, action, from, to);
        List<AuditEntry> found = listing.entries(wanted, cursor, size + 1);
        return found.size() <= size
                ? new AuditPage(found, null)
                : new AuditPage(found.subList(0, size), found.get(size - 1).id());
    }

    /** All of it, one entry a line. */
    @GetMapping(produces = MediaType.APPLICATION_NDJSON_VALUE)
    void export(
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            HttpServletResponse response)
            throws IOException {
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        write(new AuditListing.Wanted(subject, actor, action, from, to), response.getOutputStream());
    }

    private void write(AuditListing.Wanted wanted, OutputStream lines) throws IOException {
        List<AuditEntry> entries = listing.entries(wanted, null, AT_A_TIME);
        while (!entries.isEmpty()) {
            for (AuditEntry entry : entries) {
                lines.write(json.writeValueAsBytes(entry));
                lines.write('\n');
            }
            entries = listing.entries(wanted, entries.getLast().id(), AT_A_TIME);
        }
    }
}
