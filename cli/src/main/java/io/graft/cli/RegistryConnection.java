package io.graft.cli;

import io.graft.core.GraftException;
import io.graft.core.recipe.Source;
import io.graft.core.transfer.Refusal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks JSON with the registry. A registry that goes away in the middle is waited for a while; one that never answered is not.
 */
final class RegistryConnection {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration CONNECT = Duration.ofSeconds(10);
    /** Longer than the registry ever holds a request. */
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int TRIES = 120;
    private static final Set<Integer> AWAY = Set.of(502, 503, 504);
    private static final int REFUSED_FROM = 400;
    private static final String YAML = "application/yaml";

    private static final String TOKEN = "GRAFT_TOKEN";
    private static final int UNAUTHORIZED = 401;

    private final URI address;
    private final Optional<String> token =
            Optional.ofNullable(System.getenv(TOKEN)).filter(text -> !text.isBlank());
    private final HttpClient http;
    private boolean answeredBefore;

    RegistryConnection(URI address) {
        this.address = address;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    URI at(String path) {
        return URI.create(address.toString().replaceAll("/+$", "") + "/api/v1" + path);
    }

    /** Of a version. */
    static String path(Source.Registered version) {
        return "/models/%s/%s/versions/%s".formatted(version.namespace(), version.name(), version.version());
    }

    <T> T get(String path, Class<T> answer) throws InterruptedException {
        return read(send(HttpRequest.newBuilder(at(path)).GET()), answer);
    }

    /** Posts under a key of its own, so that trying again does not do it twice. */
    <T> T post(String path, @Nullable Object body, Class<T> answer) throws InterruptedException {
        BodyPublisher json =
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
        return read(
                send(HttpRequest.newBuilder(at(path))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(json)),
                answer);
    }

    /** Puts what is the same however often it is put. */
    <T> T put(String path, Object body, Class<T> answer) throws InterruptedException {
        BodyPublisher json = BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
        return read(
                send(HttpRequest.newBuilder(at(path))
                        .header("Content-Type", "application/json")
                        .PUT(json)),
                answer);
    }

    <T> T delete(String path, Class<T> answer) throws InterruptedException {
        return read(send(HttpRequest.newBuilder(at(path)).DELETE()), answer);
    }

    /** Posts where it depends on what is there now: trying again after it was done is refused, not repeated. */
    <T> T postIf(String path, Object body, String known, Class<T> answer) throws InterruptedException {
        BodyPublisher json = BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
        return read(send(conditional(path, "application/json", known).POST(json)), answer);
    }

    /** Sends a document that people write; the same again is the same. */
    <T> T postYaml(String path, String document, Class<T> answer) throws InterruptedException {
        return read(
                send(HttpRequest.newBuilder(at(path))
                        .header("Content-Type", YAML)
                        .POST(BodyPublishers.ofString(document))),
                answer);
    }

    /** @param known the ETag of what is there now; null where there should be nothing */
    <T> T putYaml(String path, String document, @Nullable String known, Class<T> answer) throws InterruptedException {
        return read(send(conditional(path, YAML, known).PUT(BodyPublishers.ofString(document))), answer);
    }

    /** @param known as for {@link #putYaml} */
    <T> T put(String path, Object body, @Nullable String known, Class<T> answer) throws InterruptedException {
        BodyPublisher json = BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
        return read(send(conditional(path, "application/json", known).PUT(json)), answer);
    }

    private HttpRequest.Builder conditional(String path, String type, @Nullable String known) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path)).header("Content-Type", type);
        return known == null ? request.header("If-None-Match", "*") : request.header("If-Match", known);
    }

    private byte[] send(HttpRequest.Builder builder) throws InterruptedException {
        token.ifPresent(secret -> builder.header("Authorization", "Bearer " + secret));
        HttpRequest request =
                builder.header("Accept", "application/json").timeout(ANSWER).build();
        for (int tries = 1; ; tries++) {
            boolean last = tries == TRIES || !answeredBefore;
            try {
                HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
                if (last || !AWAY.contains(response.statusCode())) {
                    return body(response);
                }
            } catch (IOException e) {
                if (last) {
                    throw unreachable(e);
                }
            }
            Thread.sleep(PAUSE);
        }
    }

    private byte[] body(HttpResponse<byte[]> response) {
        if (response.statusCode() >= REFUSED_FROM) {
            GraftException refusal = Refusal.read(response.statusCode(), response.body());
            throw response.statusCode() == UNAUTHORIZED ? unidentified(refusal) : refusal;
        }
        answeredBefore = true;
        return response.body();
    }

    private GraftException unidentified(GraftException refusal) {
        String remedy = token.isEmpty()
                ? "Put a token of this registry into %s; ask its administrator for one.".formatted(TOKEN)
                : "Put another token into %s, or ask the registry's administrator for one.".formatted(TOKEN);
        return new GraftException(refusal.code(), refusal.where(), refusal.sentence(), remedy, refusal);
    }

    private <T> T read(byte[] body, Class<T> answer) {
        try {
            return JSON.readValue(body, answer);
        } catch (JacksonException e) {
            throw new GraftException(
                    CliError.REGISTRY_ANSWER_UNREADABLE,
                    address.toString(),
                    "What answers at %s does not speak as a Graft registry does".formatted(address),
                    "Check the address, and that the registry has the version of this command.",
                    e);
        }
    }

    private GraftException unreachable(IOException cause) {
        return new GraftException(
                CliError.REGISTRY_UNREACHABLE,
                address.toString(),
                "No registry answers at %s".formatted(address),
                "Start one with graft up, or name yours with --registry or GRAFT_REGISTRY.",
                cause);
    }
}
