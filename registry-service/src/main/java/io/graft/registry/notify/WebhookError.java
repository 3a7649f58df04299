package io.graft.registry.notify;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;
import java.util.UUID;

/** What can go wrong with webhooks. */
public enum WebhookError implements ErrorCode {
    WEBHOOK_URL_MALFORMED(Fault.INVALID),
    /** The endpoint is in a network that is not public. */
    WEBHOOK_ADDRESS_REFUSED(Fault.UNSUPPORTED),
    /** Not a type of events, nor a pattern of some. */
    EVENT_TYPE_MALFORMED(Fault.INVALID),
    /** Not the name of a model, nor a pattern of some. */
    MODEL_PATTERN_MALFORMED(Fault.INVALID),
    WEBHOOK_NOT_FOUND(Fault.MISSING),
    DELIVERY_NOT_FOUND(Fault.MISSING),
    WEBHOOK_DISABLED(Fault.CONFLICT);

    private final Fault fault;

    WebhookError(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    static GraftException notFound(UUID webhook) {
        return new GraftException(
                WEBHOOK_NOT_FOUND,
                webhook.toString(),
                "There is no webhook %s".formatted(webhook),
                "List the webhooks with GET /api/v1/webhooks.");
    }

    static GraftException noDelivery(UUID delivery) {
        return new GraftException(
                DELIVERY_NOT_FOUND,
                delivery.toString(),
                "The webhook has no delivery %s".formatted(delivery),
                "List its deliveries; those that ended long ago are not kept.");
    }

    static GraftException disabled(UUID webhook) {
        return new GraftException(
                WEBHOOK_DISABLED,
                webhook.toString(),
                "Webhook %s is disabled and is sent nothing".formatted(webhook),
                "Enable it first.");
    }
}
