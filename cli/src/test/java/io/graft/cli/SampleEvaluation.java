package io.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The samples' suites in the running suite of services, and what versions forgot by them, as a client asks for it. */
final class SampleEvaluation {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final JsonMapper JSON = JsonMapper.shared();

    private SampleEvaluation() {}

    /** A suite of some of the samples' tasks. */
    static void keepSuite(String name, String... tasks) throws IOException, InterruptedException {
        List<Map<String, String>> files = new ArrayList<>();
        for (String task : tasks) {
            for (String file : List.of(task + ".yaml", task + ".jsonl")) {
                Path path = Samples.base().resolveSibling("suites").resolve(file);
                files.add(Map.of("path", file, "text", Files.readString(path)));
            }
        }
        post("/api/v1/suites", Map.of("name", name, "files", files));
    }

    /** Has a version, its base and its parents asked the first few questions of each task, and waits for the verdict. */
    static void judge(String version, String suite, int questions) throws IOException, InterruptedException {
        var path = "/api/v1/models/%s/forgetting".formatted(version.replace("@", "/versions/"));
        var evaluation = post(path, Map.of("suite", suite, "limit", questions));
        var patience = Instant.now().plus(PATIENCE);
        while (Stream.of("QUEUED", "RUNNING").anyMatch(evaluation.path("state").asString()::equals)) {
            assertThat(Instant.now()).as("still %s", evaluation).isBefore(patience);
            Thread.sleep(Duration.ofMillis(300));
            var id = evaluation.path("id").asString();
            evaluation = send(request("/api/v1/evaluations/" + id));
        }
        assertThat(evaluation.path("state").asString())
                .as(evaluation.toString())
                .isEqualTo("SUCCEEDED");
    }

    private static JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
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
