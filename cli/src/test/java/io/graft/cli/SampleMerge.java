package io.graft.cli;

import static io.graft.cli.Command.graft;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The samples in the running suite, and merges of them, as a client makes them. */
final class SampleMerge {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final JsonMapper JSON = JsonMapper.shared();

    private SampleMerge() {}

    static void push(String folder, String model, String... more) {
        var words = new ArrayList<Object>(List.of("push", folder, model, "--registry", RunningSuite.address()));
        Collections.addAll(words, more);
        var pushed = graft(words.toArray());
        assertThat(pushed.exit()).as(pushed.err()).isZero();
    }

    static void pushAdapter(String name, String model, String base) {
        var folder = Samples.adapter(name);
        var facts = folder.resolve("training.json").toString();
        push(folder.toString(), model, "--base", base, "--training-facts", facts);
    }

    /** Asks for the merge and waits for its end. */
    static JsonNode merge(String recipe, String output) throws IOException, InterruptedException {
        var asked = JSON.writeValueAsString(Map.of("recipeText", recipe, "output", output));
        var merge = send(request("/api/v1/merges")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(asked)));
        var patience = Instant.now().plus(PATIENCE);
        while (List.of("QUEUED", "RUNNING").contains(merge.path("state").asString())) {
            assertThat(Instant.now()).as("still %s", merge).isBefore(patience);
            Thread.sleep(Duration.ofMillis(200));
            merge = send(request("/api/v1/merges/" + merge.path("id").asString()));
        }
        assertThat(merge.path("state").asString()).as(merge.toString()).isEqualTo("SUCCEEDED");
        return merge;
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
