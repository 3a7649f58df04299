package io.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gates, rules and releases in the running suite, as a client makes them. */
final class SampleRelease {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final List<String> ENDS = List.of("RELEASED", "STOPPED", "FAILED", "CANCELLED", "SKIPPED");
    private static final JsonMapper JSON = JsonMapper.shared();

    private SampleRelease() {}

    static void keepGate(String gate) throws IOException, InterruptedException {
        send(yaml("/api/v1/gates").POST(BodyPublishers.ofString(gate)));
    }

    static void writeRule(String name, String rule) throws IOException, InterruptedException {
        send(yaml("/api/v1/release-rules/" + name).PUT(BodyPublishers.ofString(rule)));
    }

    /** Releases a version; the id of the one run that follows. */
    static String release(String version) throws IOException, InterruptedException {
        JsonNode runs = post("/api/v1/releases", Map.of("version", version)).path("runs");
        assertThat(runs).hasSize(1);
        return runs.get(0).path("id").asString();
    }

    static void approve(String run, String reason) throws IOException, InterruptedException {
        post("/api/v1/release-runs/%s/approve".formatted(run), Map.of("reason", reason));
    }

    /** Waits until a run is in a state, or in one that it does not leave. */
    static void await(String run, String state) throws IOException, InterruptedException {
        Instant patience = Instant.now().plus(PATIENCE);
        JsonNode seen = run(run);
        while (!state(seen).equals(state) && !ENDS.contains(state(seen))) {
            assertThat(Instant.now()).as("still %s", seen).isBefore(patience);
            Thread.sleep(Duration.ofMillis(200));
            seen = run(run);
        }
        assertThat(state(seen)).as(seen.toString()).isEqualTo(state);
    }

    private static JsonNode run(String id) throws IOException, InterruptedException {
        return send(request("/api/v1/release-runs/" + id));
    }

    private static String state(JsonNode run) {
        return run.path("state").asString();
    }

    private static JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private static HttpRequest.Builder yaml(String path) {
        return request(path).header("Content-Type", "text/yaml");
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(RunningSuite.address() + path));
    }

    private static JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = CLIENT.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JSON.readTree(answer.body());
    }
}
