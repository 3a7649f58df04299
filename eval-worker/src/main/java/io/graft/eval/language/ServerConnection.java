package io.graft.eval.language;

import io.graft.core.GraftException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends JSON and receives JSON; what may be better in a moment is tried again. */
final class ServerConnection implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);
    private static final int TOO_MANY_REQUESTS = 429;

    private final ServerOptions options;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();

    ServerConnection(ServerOptions options) {
        this.options = options;
    }

    JsonNode get(String path) throws InterruptedException {
        return exchange(request(path).GET().build());
    }

    JsonNode post(String path, JsonNode body) throws InterruptedException {
        return exchange(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(options.url() + path)).timeout(options.patience());
        options.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        return request;
    }

    private JsonNode exchange(HttpRequest request) throws InterruptedException {
        Duration wait = FIRST_WAIT;
        for (int attempt = 1; ; attempt++) {
            try {
                HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (!mayPass(response.statusCode()) || attempt >= options.attempts()) {
                    return body(request.uri(), response);
                }
            } catch (IOException e) {
                if (attempt >= options.attempts()) {
                    throw unreachable(request.uri(), e);
                }
            }
            Thread.sleep(wait);
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
        }
    }

    private static boolean mayPass(int status) {
        return status >= 500 || status == TOO_MANY_REQUESTS;
    }

    private JsonNode body(URI uri, HttpResponse<String> response) {
        if (response.statusCode() == 200) {
            return parse(uri, response.body());
        }
        String said = message(response.body());
        if (mayPass(response.statusCode())) {
            throw LanguageError.SERVER_FAILED.at(
                    uri,
                    "The server answered %d, %d times: %s".formatted(response.statusCode(), options.attempts(), said),
                    "See the server's log; finished replies are kept.");
        }
        throw LanguageError.SERVER_REFUSED.at(
                uri,
                "The server answered %d: %s".formatted(response.statusCode(), said),
                "It has to be an OpenAI-compatible completions server that takes token ids, echo and logprobs, such as vLLM.");
    }

    private static JsonNode parse(URI uri, String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw LanguageError.SERVER_ANSWER_UNREADABLE.at(
                    uri,
                    "The server answered \"%.80s\", which is not JSON".formatted(body),
                    "Check the address: it ends with /v1.",
                    e);
        }
    }

    private static String message(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            JsonNode nested = json.path("error").path("message");
            String text = nested.asString(json.path("message").asString(body));
            return "%.300s".formatted(text);
        } catch (JacksonException e) {
            return "%.300s".formatted(body);
        }
    }

    private static GraftException unreachable(URI uri, IOException cause) {
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return LanguageError.SERVER_UNREACHABLE.at(
                uri,
                "The server did not answer: %s".formatted(why),
                "Check the address and that the server runs; finished replies are kept.",
                cause);
    }
}
