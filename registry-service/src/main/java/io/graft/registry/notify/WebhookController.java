package io.graft.registry.notify;

import io.graft.registry.access.Actor;
import io.graft.registry.access.NeedsRole;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/webhooks")
class WebhookController {
    private final Webhooks webhooks;
    private final Destination destination;
    private final Courier courier;

    WebhookController(Webhooks webhooks, Destination destination, Courier courier) {
        this.webhooks = webhooks;
        this.destination = destination;
        this.courier = courier;
    }

    /** @param secret is told this once */
    record WithSecret(Webhook webhook, String secret) {}

    record WebhookList(List<Webhook> items) {}

    @NeedsRole(Actor.ADMIN)
    @PostMapping
    ResponseEntity<WithSecret> create(@RequestBody NewWebhook wanted) {
        destination.require(wanted.parsedUrl());
        SigningSecret secret = SigningSecret.fresh();
        Webhook made = webhooks.insert(wanted, secret);
        return ResponseEntity.created(URI.create("/api/v1/webhooks/" + made.id()))
                .cacheControl(CacheControl.noStore())
                .body(new WithSecret(made, secret.text()));
    }

    @GetMapping
    WebhookList list() {
        return new WebhookList(webhooks.all());
    }

    @GetMapping("/{id}")
    Webhook show(@PathVariable UUID id) {
        return webhooks.webhook(id);
    }

    @NeedsRole(Actor.ADMIN)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id) {
        webhooks.delete(id);
    }

    @NeedsRole(Actor.ADMIN)
    @PostMapping("/{id}/enable")
    Webhook enable(@PathVariable UUID id) {
        Webhook enabled = webhooks.enable(id);
        courier.wake();
        return enabled;
    }

    @NeedsRole(Actor.ADMIN)
    @PostMapping("/{id}/disable")
    Webhook disable(@PathVariable UUID id) {
        return webhooks.disable(id);
    }

    /** Makes a new secret. The old one signs as well for a while, so that the endpoint can change over. */
    @NeedsRole(Actor.ADMIN)
    @PostMapping("/{id}/rotate")
    ResponseEntity<WithSecret> rotate(@PathVariable UUID id) {
        SigningSecret secret = SigningSecret.fresh();
        Webhook rotated = webhooks.rotate(id, secret);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new WithSecret(rotated, secret.text()));
    }
}
