package io.graft.registry.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A suite that cannot be run is refused when it is registered, at the file and line at fault. */
@RegistryTest
class BadSuiteTest {
    private static final String NAME = "test/bad";
    private static final String TASK = """
            task: colours
            dataset_path: json
            dataset_kwargs: {data_files: colours.jsonl}
            test_split: train
            output_type: multiple_choice
            doc_to_text: 'The colour of {{thing}}'
            doc_to_choice: [red, blue]
            doc_to_target: answer
            """;
    private static final String DATA = """
            {"thing": "sky", "answer": 1}
            {"thing": "rose", "answer": 0}
            """;

    private final Uploader client;

    BadSuiteTest(@LocalServerPort int port) {
        this.client = new Uploader(port);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a column that is missing     | {{thing}}   | {{thin}}                  | SUITE_COLUMN_MISSING    | colours.yaml:6  | "thin" is undefined
            a gold that is out of range  | "answer": 0 | "answer": 2               | SUITE_GOLD_OUT_OF_RANGE | colours.jsonl:2 | doc_to_target gives 2
            a broken template            | {{thing}}   | {{thing                   | SUITE_TEMPLATE          | colours.yaml:6  | doc_to_text
            a template that fails        | {{thing}}   | {{thing + answer}}        | SUITE_TEMPLATE          | colours.yaml:6  | colours.jsonl:1
            data that is empty           | *           | ``                        | SUITE_DATA_EMPTY        | colours.yaml:4  | colours.jsonl holds no document
            """)
    void isRefusedWithFileAndLine(String what, String good, String bad, String code, String where, String detail) {
        Answer refused = client.send(client.request("/suites")
                .header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(suite(good, bad))));

        assertThat(refused.code()).as(refused.json().toString()).isEqualTo(code);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("where").asString()).isEqualTo(where);
        assertThat(refused.json().path("detail").asString()).contains(detail);
        assertThat(refused.json().path("remedy").asString()).isNotBlank();
        assertThat(client.get("/suites/" + NAME).status()).isEqualTo(404);
    }

    private static String suite(String good, String bad) {
        ObjectNode suite = JsonMapper.shared().createObjectNode().put("name", NAME);
        suite.putArray("files")
                .add(file("colours.yaml", TASK.replace(good, bad)))
                .add(file("colours.jsonl", good.equals("*") ? bad : DATA.replace(good, bad)));
        return suite.toString();
    }

    private static ObjectNode file(String path, String text) {
        return JsonMapper.shared().createObjectNode().put("path", path).put("text", text);
    }
}
