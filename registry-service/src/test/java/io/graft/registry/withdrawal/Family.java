package io.graft.registry.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.EmptyQueue;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import io.graft.registry.Weights;
import io.graft.registry.merge.TestWorker;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A base, two adapters, and what is merged of them, under names that nobody else uses. */
final class Family {
    private static final AtomicInteger COUNT = new AtomicInteger(90_000);

    private final Uploader client;
    private final JdbcClient jdbc;
    private final int number = COUNT.incrementAndGet();

    Family(Uploader client, JdbcClient jdbc) {
        this.client = client;
        this.jdbc = jdbc;
    }

    void found() {
        EmptyQueue.of(jdbc);
        jdbc.sql("delete from job_demand").update();
        client.model(name("base"), "base");
        client.publish(name("base"), Weights.model(number), null);
        client.model(name("sentiment"), "adapter");
        publishAdapter("sentiment");
        client.model(name("support"), "adapter");
        publishAdapter("support");
    }

    String name(String model) {
        return "withdrawn%d/%s".formatted(number, model);
    }

    /** The path of a version. */
    String version(String model, String version) {
        return "/models/%s/versions/%s".formatted(name(model), version);
    }

    void publishAdapter(String name) {
        client.publish(name(name), Weights.adapter(COUNT.incrementAndGet(), 8), name("base") + "@1");
    }

    void publishFinetuned(String parent, String name) {
        client.model(name(name), "base");
        client.publish(name(name), Weights.model(COUNT.incrementAndGet()), name(parent) + "@1");
    }

    /** A line of a recipe. */
    String tuned(String adapter, double weight) {
        return plain("base@1+%s@1".formatted(name(adapter)), weight);
    }

    String plain(String model, double weight) {
        return "- {model: %s, parameters: {weight: %s}}".formatted(name(model), weight);
    }

    /** As it stands in a JSON string. */
    String recipe(String... lines) {
        return "merge_method: task_arithmetic\\nbase_model: %s@1\\nmodels:\\n%s\\ndtype: float32\\n"
                .formatted(name("base"), String.join("\\n", lines));
    }

    Answer ask(String output, String... lines) {
        return client.post("/merges", "{'recipeText': '%s', 'output': '%s'}".formatted(recipe(lines), name(output)));
    }

    void merge(String output, String... lines) {
        Answer asked = ask(output, lines);
        assertThat(asked.status()).as(asked.json().toString()).isEqualTo(202);
        work();
    }

    /** Does the next merge. */
    void work() {
        TestWorker.claim(client).finish(Weights.model(COUNT.incrementAndGet()));
    }

    Answer moveAlias(String model, String alias, int to) {
        String path = "/models/%s/aliases/%s".formatted(name(model), alias);
        Answer stands = client.get(path);
        return stands.status() == 404
                ? client.put(path, "{'version': %d}".formatted(to), "If-None-Match", "*")
                : client.put(path, "{'version': %d}".formatted(to), "If-Match", stands.header("ETag"));
    }

    void suite() {
        Answer kept = client.post("/suites", """
                {"name": "%s", "files": [
                  {"path": "colours.yaml", "text": "%s"},
                  {"path": "colours.jsonl", "text": "{\\"answer\\": 1}\\n"}]}
                """.formatted(
                        name("suite"), """
                        task: colours
                        dataset_path: json
                        dataset_kwargs: {data_files: colours.jsonl}
                        test_split: train
                        output_type: multiple_choice
                        doc_to_text: The sky is
                        doc_to_choice: [red, blue]
                        doc_to_target: "{{answer}}"
                        """.replace("\"", "\\\"").replace("\n", "\\n")));
        assertThat(kept.status()).as(kept.json().toString()).isEqualTo(201);
    }
}
