package io.graft.registry.notify;

import io.graft.core.GraftException;
import java.util.List;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that somebody wants to be told of events.
 *
 * @param url http or https, in a public network unless the registry's settings say otherwise
 * @param types of the events, such as {@code version.published} or {@code merge.*}; all unless given
 * @param models whose events, such as {@code acme/*}; all unless given, and those about no model
 */
record NewWebhook(
        String url,
        @Nullable List<String> types,
        @Nullable String models,
        @Nullable String description) {
    static final String ALL = "*";
    private static final Pattern TYPE = Pattern.compile("[a-z_*]+(\\.[a-z_*]+)?");
    private static final Pattern MODELS = Pattern.compile("[A-Za-z0-9_.*-]+(/[A-Za-z0-9_.*-]+)?");

    NewWebhook {
        requireUrl(url);
        requireTypes(types);
        requireModels(models);
    }

    HttpUrl parsedUrl() {
        return HttpUrl.get(url);
    }

    List<String> wantedTypes() {
        return types == null || types.isEmpty() ? List.of(ALL) : types;
    }

    String wantedModels() {
        return models == null ? ALL : models;
    }

    String about() {
        return description == null ? "" : description;
    }

    static void requireTypes(@Nullable List<String> types) {
        if (types != null) {
            types.stream()
                    .filter(type -> !TYPE.matcher(type).matches())
                    .findFirst()
                    .ifPresent(type -> {
                        throw new GraftException(
                                WebhookError.EVENT_TYPE_MALFORMED,
                                "types",
                                "\"%s\" is no type of events".formatted(type),
                                "Write types such as version.published, or patterns such as merge.*.");
                    });
        }
    }

    static void requireModels(@Nullable String models) {
        if (models != null && !MODELS.matcher(models).matches()) {
            throw new GraftException(
                    WebhookError.MODEL_PATTERN_MALFORMED,
                    "models",
                    "\"%s\" is no name of a model, nor a pattern of some".formatted(models),
                    "Write a name such as acme/bot, or a pattern such as acme/*.");
        }
    }

    private static void requireUrl(String url) {
        HttpUrl parsed = HttpUrl.parse(url);
        if (parsed == null
                || !parsed.username().isEmpty()
                || !parsed.password().isEmpty()
                || parsed.fragment() != null) {
            throw new GraftException(
                    WebhookError.WEBHOOK_URL_MALFORMED,
                    "url",
                    "\"%s\" is not the URL of an endpoint".formatted(url),
                    "Write an http or https URL without a user, a password or a fragment.");
        }
    }
}
