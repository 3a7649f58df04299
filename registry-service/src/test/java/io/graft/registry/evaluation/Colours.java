package io.graft.registry.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;

/** A suite of one task, "colours", for tests that need some scores. */
public final class Colours {
    private static final String TASK = """
            task: colours
            dataset_path: json
            dataset_kwargs: {data_files: colours.jsonl}
            test_split: train
            output_type: multiple_choice
            doc_to_text: 'NAME: the {{thing}} of'
            doc_to_choice: [red, blue]
            doc_to_target: '{{answer}}'
            metric_list: [{metric: acc, aggregation: mean, higher_is_better: true}]
            """;

    private Colours() {}

    /** Each suite of another name asks other questions: what was found out on the same would not be run again. */
    public static void keep(Uploader client, String suite) {
        Answer kept = client.post("/suites", """
                {"name": "%s", "files": [
                  {"path": "colours.yaml", "text": "%s"},
                  {"path": "colours.jsonl", "text": "%s"}]}
                """.formatted(
                        suite,
                        escaped(TASK.replace("NAME", suite)),
                        escaped("{\"thing\": \"sky\", \"answer\": 1}\n{\"thing\": \"rose\", \"answer\": 0}\n")));
        assertThat(kept.status()).as(kept.json().toString()).isEqualTo(201);
    }

    /** Runs it on one arm, with one digit a document. */
    public static void run(Uploader client, String suite, String arm, String right) {
        client.post("/evaluations", "{'suite': '%s@1', 'arms': [%s]}".formatted(suite, arm));
        TestEvalWorker worker = TestEvalWorker.claim(client);
        worker.publish(0, right);
        assertThat(worker.succeed().status()).isEqualTo(200);
    }

    /** Runs it on a version and all that it came from, and has judged what it forgot. */
    public static void forget(Uploader client, String suite, String version, String... right) {
        Answer asked = client.post(
                "/models/%s/forgetting".formatted(version.replace("@", "/versions/")),
                "{'suite': '%s@1'}".formatted(suite));
        assertThat(asked.status()).as(asked.json().toString()).isEqualTo(202);
        TestEvalWorker worker = TestEvalWorker.claim(client);
        for (int arm = 0; arm < right.length; arm++) {
            worker.publish(arm, right[arm]);
        }
        assertThat(worker.succeed().status()).isEqualTo(200);
    }

    /** The client writes single quotes as double ones. */
    private static String escaped(String text) {
        return text.replace("'", "\\u0027").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
