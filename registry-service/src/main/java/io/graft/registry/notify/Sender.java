package io.graft.registry.notify;

import java.io.IOException;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.net.SocketFactory;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends events to endpoints, signed. Follows no redirect, uses no proxy, and opens a connection of its own for each attempt, to an
 * address that was checked when it was opened.
 */
class Sender {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final int LONGEST_EXCERPT = 1024;

    private final OkHttpClient guarded;
    private final OkHttpClient trusting;
    private final WebhookSettings settings;
    private final OpenLineageSettings lineage;
    private final Function<Event, RunEvent> runs;
    private final JsonMapper json;
    private final Clock clock;

    /** @param runs what OpenLineage is told of an event */
    Sender(
            WebhookSettings settings,
            OpenLineageSettings lineage,
            Function<Event, RunEvent> runs,
            Dns names,
            JsonMapper json,
            Clock clock) {
        this.trusting = client(settings, names, SocketFactory.getDefault());
        this.guarded = client(settings, names, new GuardedSockets());
        this.settings = settings;
        this.lineage = lineage;
        this.runs = runs;
        this.json = json;
        this.clock = clock;
    }

    private static OkHttpClient client(WebhookSettings settings, Dns names, SocketFactory sockets) {
        return new OkHttpClient.Builder()
                .dns(names)
                .socketFactory(sockets)
                .proxy(Proxy.NO_PROXY)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .callTimeout(settings.timeout())
                .connectTimeout(settings.timeout())
                .readTimeout(settings.timeout())
                .writeTimeout(settings.timeout())
                .build();
    }

    Reply send(Message message) {
        long begin = System.nanoTime();
        HttpUrl url = HttpUrl.get(message.url());
        try (Response response =
                client(url, message).newCall(request(url, message)).execute()) {
            return new Reply(response.code(), excerpt(response), null, since(begin));
        } catch (IOException e) {
            return new Reply(null, null, said(e), since(begin));
        }
    }

    /** What the registry's own settings name may be anywhere. */
    private OkHttpClient client(HttpUrl url, Message message) {
        return message.kind() == Message.Kind.OPENLINEAGE || settings.allows(url.host()) ? trusting : guarded;
    }

    private Request request(HttpUrl url, Message message) {
        return switch (message.kind()) {
            case WEBHOOK -> webhook(url, message);
            case OPENLINEAGE -> lineage(url, message.event());
        };
    }

    private Request lineage(HttpUrl url, Event event) {
        Request.Builder request = new Request.Builder()
                .url(url)
                .header("User-Agent", "Graft")
                .post(RequestBody.create(json.writeValueAsBytes(runs.apply(event)), JSON));
        lineage.authorization().ifPresent(authorization -> request.header("Authorization", authorization));
        return request.build();
    }

    private Request webhook(HttpUrl url, Message message) {
        byte[] body = json.writeValueAsBytes(message.event());
        String id = message.event().id();
        long now = clock.instant().getEpochSecond();
        return new Request.Builder()
                .url(url)
                .header("User-Agent", "Graft")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(now))
                .header(
                        "webhook-signature",
                        message.secrets().stream()
                                .map(secret -> secret.sign(id, now, body))
                                .collect(Collectors.joining(" ")))
                .post(RequestBody.create(body, JSON))
                .build();
    }

    /** The rest is not read. Of a body that breaks off there is what came; the status was there before. */
    private static String excerpt(Response response) {
        try {
            BufferedSource body = response.body().source();
            body.request(LONGEST_EXCERPT);
            byte[] begin = body.getBuffer()
                    .readByteArray(Math.min(LONGEST_EXCERPT, body.getBuffer().size()));
            return new String(begin, StandardCharsets.UTF_8).replace("\0", "");
        } catch (IOException e) {
            return "";
        }
    }

    /** The client says where it could not connect to, and its cause why. */
    private static String said(IOException e) {
        String said = "%s: %s".formatted(e.getClass().getSimpleName(), e.getMessage());
        Throwable cause = e.getCause();
        return cause == null ? said : "%s: %s".formatted(said, cause.getMessage());
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
