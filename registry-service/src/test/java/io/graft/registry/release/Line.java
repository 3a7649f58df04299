package io.graft.registry.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import io.graft.registry.Weights;
import io.graft.registry.merge.TestWorker;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** One model whose versions are released, a rule that mixes each with a base, and the alias that it moves. */
final class Line {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Uploader client;
    private final String name;
    private int seed;

    private Line(Uploader client, String name, int seed) {
        this.client = client;
        this.name = name;
        this.seed = seed;
    }

    /** Models {@code line/<name>-base}, {@code line/<name>} and, once something was merged, {@code line/<name>-bot}. */
    static Line called(Uploader client, String name) {
        Line line = new Line(client, "line/" + name, 1000 * Math.abs(name.hashCode() % 1_000_000));
        client.model(line.name + "-base", "base");
        client.publish(line.name + "-base", Weights.model(++line.seed), null);
        client.model(line.name, "base");
        return line;
    }

    String model() {
        return name;
    }

    String bot() {
        return name + "-bot";
    }

    /** Publishes the next version, without releasing it. */
    String next() {
        int number =
                client.publish(name, Weights.model(++seed), null).path("number").asInt();
        return name + "@" + number;
    }

    /** Keeps a gate with these conditions, in YAML, one to a line. */
    String gate(String conditions) {
        Answer kept = client.send(client.request("/gates")
                .header("Content-Type", "application/yaml")
                .POST(BodyPublishers.ofString("name: %s\nconditions:\n%s".formatted(name, conditions.indent(2)))));
        assertThat(kept.status()).as(kept.json().toString()).isBetween(200, 201);
        return name + "@" + kept.json().path("number").asInt();
    }

    /** The rule by this gate, with what else it says at the end. */
    String rule(String gate, String more) {
        return """
                name: %s
                when: {released: %s}
                then:
                  merge: |
                    merge_method: linear
                    models:
                      - model: %s-base@1
                        parameters: {weight: 0.5}
                      - model: ${released}
                        parameters: {weight: 0.5}
                  into: %s
                  gate: %s
                  alias: production
                %s
                """.formatted(name, name, name, bot(), gate, more);
    }

    Answer write(String rule, String... headers) {
        return client.put("/release-rules/" + name, rule.replace("'", "\""), headers);
    }

    /** Releases a version; the run that it set off, or nothing. */
    Optional<String> release(String version) {
        Answer released = client.post("/releases", "{'version': '%s'}".formatted(version));
        assertThat(released.status()).as(released.json().toString()).isEqualTo(201);
        return released.json().path("runs").valueStream().findFirst().map(run -> run.path("id")
                .asString());
    }

    JsonNode run(String id) {
        return client.get("/release-runs/" + id).json();
    }

    /** Waits until a run is where it should be. */
    JsonNode await(String id, String state) {
        return eventually(() -> run(id), state);
    }

    /** Looks at something until it is in a state. */
    static JsonNode eventually(Supplier<JsonNode> look, String state) {
        Instant end = Instant.now().plus(PATIENCE);
        JsonNode seen = look.get();
        while (!seen.path("state").asString().equals(state) && Instant.now().isBefore(end)) {
            pause();
            seen = look.get();
        }
        assertThat(seen.path("state").asString()).as(seen.toString()).isEqualTo(state);
        return seen;
    }

    /** A worker makes the merge of a run that waits for it. */
    void merge(String id) {
        await(id, "MERGING");
        TestWorker.claim(client).finish(made());
    }

    Map<String, byte[]> made() {
        return Weights.model(++seed);
    }

    Answer ask(String run, String what, String json) {
        return client.post("/release-runs/%s/%s".formatted(run, what), json);
    }

    /** The number at which the alias stands; 0 for nowhere. */
    int production() {
        return client.get("/models/%s/aliases/production".formatted(bot()))
                .json()
                .path("version")
                .asInt();
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
