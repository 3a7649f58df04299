package io.graft.registry.notify;

import io.graft.registry.access.Actor;
import io.graft.registry.access.NeedsRole;
import io.graft.registry.model.Cursor;
import io.graft.registry.model.Page;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What was sent to an endpoint, and what it answered. */
@RestController
@RequestMapping("/api/v1/webhooks/{webhook}")
class DeliveryController {
    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final DeliveryListing listing;
    private final Courier courier;

    DeliveryController(Webhooks webhooks, Deliveries deliveries, DeliveryListing listing, Courier courier) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.listing = listing;
        this.courier = courier;
    }

    @GetMapping("/deliveries")
    Page<DeliveryView> list(
            @PathVariable UUID webhook,
            @RequestParam(required = false) Deliveries.@Nullable State state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        webhooks.webhook(webhook);
        return listing.deliveries(webhook, state, Cursor.parse(cursor), Page.limit(limit));
    }

    @GetMapping("/deliveries/{delivery}")
    DeliveryView show(@PathVariable UUID webhook, @PathVariable UUID delivery) {
        return listing.delivery(webhook, delivery);
    }

    /** Sends the same event again, with the same id, behind what waits for the endpoint about the same model. */
    @NeedsRole(Actor.ADMIN)
    @PostMapping("/deliveries/{delivery}/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    DeliveryView replay(@PathVariable UUID webhook, @PathVariable UUID delivery) {
        UUID replay = deliveries.replay(listing.delivery(webhook, delivery).id());
        courier.wake();
        return listing.delivery(webhook, replay);
    }

    /** Sends an event {@code webhook.test} to this endpoint alone. */
    @NeedsRole(Actor.ADMIN)
    @PostMapping("/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    DeliveryView test(@PathVariable UUID webhook) {
        return listing.delivery(webhook, webhooks.test(webhook));
    }
}
