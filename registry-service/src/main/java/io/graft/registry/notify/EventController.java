package io.graft.registry.notify;

import io.graft.registry.model.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What happened, in the order in which it did. */
@RestController
@RequestMapping("/api/v1/events")
class EventController {
    private final Sequence sequence;
    private final EventListing listing;
    private final EventStream stream;

    EventController(Sequence sequence, EventListing listing, EventStream stream) {
        this.sequence = sequence;
        this.listing = listing;
        this.stream = stream;
    }

    /** @param next what to ask {@code after} for those that follow, now or later */
    record EventPage(List<Event> items, long next) {}

    @GetMapping
    EventPage page(
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(required = false) @Nullable List<String> types,
            @RequestParam(required = false) @Nullable String model,
            @RequestParam(defaultValue = "50") int limit) {
        sequence.advance();
        List<Event> found = listing.after(after, new EventListing.Wanted(types, model), Page.limit(limit));
        return new EventPage(found, found.isEmpty() ? after : found.getLast().seq());
    }

    /** The same as a stream: from where the client stopped, or from {@code after} on, or else from now on. */
    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter stream(
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable Long lastEventId,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(required = false) @Nullable List<String> types,
            @RequestParam(required = false) @Nullable String model) {
        sequence.advance();
        long asked = after == null ? sequence.last() : after;
        return stream.open(lastEventId == null ? asked : lastEventId, new EventListing.Wanted(types, model));
    }
}
