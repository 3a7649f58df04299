package io.graft.registry.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@RegistryTest
class WrongRequestTest {
    private final Uploader client;

    WrongRequestTest(@LocalServerPort int port) {
        this.client = new Uploader(port);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            an unknown path            | GET    | /nothing                                   |                                     | 404 | PATH_NOT_FOUND       | /api/v1/nothing
            a wrong method             | DELETE | /models                                    |                                     | 405 | METHOD_NOT_ALLOWED   | /api/v1/models
            no body                    | POST   | /models                                    |                                     | 400 | BODY_UNREADABLE      | body
            half a body                | POST   | /models                                    | {"name":                            | 400 | BODY_UNREADABLE      | line 1
            a list for an object       | POST   | /models                                    | []                                  | 400 | BODY_UNREADABLE      | body
            a missing field            | POST   | /models                                    | {"name": "x", "kind": "base"}       | 400 | BODY_UNREADABLE      | namespace
            a null field               | POST   | /models                                    | {"namespace": null, "name": "x", "kind": "base"} | 400 | BODY_UNREADABLE | namespace
            an unknown field           | POST   | /models                                    | {"namespace": "a", "name": "x", "kind": "base", "colour": 1} | 400 | BODY_UNREADABLE | colour
            an unknown kind            | POST   | /models                                    | {"namespace": "a", "name": "x", "kind": "big"} | 422 | MODEL_KIND_UNKNOWN | kind
            a namespace in capitals    | POST   | /models                                    | {"namespace": "A", "name": "x", "kind": "base"} | 422 | MODEL_NAME_MALFORMED | namespace
            a name with a slash        | POST   | /models                                    | {"namespace": "a", "name": "x/y", "kind": "base"} | 422 | MODEL_NAME_MALFORMED | name
            a name that goes up        | POST   | /models                                    | {"namespace": "a", "name": "..", "kind": "base"} | 422 | MODEL_NAME_MALFORMED | name
            another type of body       | POST   | /models                                    | text                                | 415 | MEDIA_TYPE_UNSUPPORTED | Content-Type
            a kind in the query        | GET    | /models?kind=big                           |                                     | 422 | MODEL_KIND_UNKNOWN   | kind
            a limit of nothing         | GET    | /models?limit=0                            |                                     | 400 | LIMIT_OUT_OF_RANGE   | limit
            a limit without bounds     | GET    | /models?limit=100000                       |                                     | 400 | LIMIT_OUT_OF_RANGE   | limit
            a limit in words           | GET    | /models?limit=few                          |                                     | 400 | PARAMETER_MALFORMED  | limit
            a cursor of one's own      | GET    | /models/wrong/base/versions?cursor=!       |                                     | 400 | CURSOR_MALFORMED     | cursor
            a cursor from elsewhere    | GET    | /models/wrong/base/versions?cursor=YWJj    |                                     | 400 | CURSOR_MALFORMED     | cursor
            no such model              | GET    | /models/wrong/none                         |                                     | 404 | MODEL_NOT_FOUND      | wrong/none
            no such model's versions   | GET    | /models/wrong/none/versions                |                                     | 404 | MODEL_NOT_FOUND      | wrong/none
            no such version            | GET    | /models/wrong/base/versions/7              |                                     | 404 | VERSION_NOT_FOUND    | wrong/base@7
            no version yet             | GET    | /models/wrong/base/versions/latest         |                                     | 404 | VERSION_NOT_FOUND    | wrong/base@latest
            a version number of zero   | GET    | /models/wrong/base/versions/0              |                                     | 422 | VERSION_REFERENCE_MALFORMED | wrong/base@0
            no files                   | POST   | /models/wrong/base/versions                | {"files": []}                       | 422 | MANIFEST_EMPTY       | files
            files that are missing     | POST   | /models/wrong/base/versions                | {}                                  | 400 | BODY_UNREADABLE      | files
            a path that goes up        | POST   | /models/wrong/base/versions                | {"files": [{"path": "../x", "size": 1, "sha256": "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}]} | 422 | FILE_PATH_UNSAFE | ../x
            a pickle                   | POST   | /models/wrong/base/versions                | {"files": [{"path": "pytorch_model.bin", "size": 1, "sha256": "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}]} | 422 | FILE_FORMAT_FORBIDDEN | pytorch_model.bin
            a negative size            | POST   | /models/wrong/base/versions                | {"files": [{"path": "x", "size": -1, "sha256": "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}]} | 422 | FILE_SIZE_NEGATIVE | x
            a digest of another sort   | POST   | /models/wrong/base/versions                | {"files": [{"path": "x", "size": 1, "sha256": "md5:00"}]} | 422 | DIGEST_MALFORMED | md5:00
            a file twice               | POST   | /models/wrong/base/versions                | {"files": [{"path": "x", "size": 1, "sha256": "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}, {"path": "x", "size": 1, "sha256": "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}]} | 422 | MANIFEST_DUPLICATE_PATH | x
            an adapter of nothing      | POST   | /models/wrong/adapter/versions             | {"files": [{"path": "x", "size": 1, "sha256": "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}]} | 422 | BASE_MISSING | base
            an adapter of nobody       | POST   | /models/wrong/adapter/versions             | {"files": [{"path": "x", "size": 1, "sha256": "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}], "base": "no/body@1"} | 404 | MODEL_NOT_FOUND | no/body
            an unknown training fact   | POST   | /models/wrong/base/versions                | {"files": [{"path": "x", "size": 1, "sha256": "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}], "trainingFacts": {"learning_rate": 1}} | 422 | TRAINING_FACTS_INVALID | trainingFacts.learning_rate
            a training fact of a wrong type | POST | /models/wrong/base/versions              | {"files": [{"path": "x", "size": 1, "sha256": "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}], "trainingFacts": {"epochs": "three"}} | 422 | TRAINING_FACTS_INVALID | trainingFacts.epochs
            no such blob               | GET    | /blobs/sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | | 404 | BLOB_NOT_FOUND | sha256:aaaa
            not a digest               | GET    | /blobs/readme                              |                                     | 400 | PARAMETER_MALFORMED  | digest
            a part without signature   | PUT    | /blobs/uploads/01890000-0000-7000-8000-000000000000/parts/1 | x                  | 400 | PARAMETER_MISSING    | /api/v1/blobs
            a forged signature         | PUT    | /blobs/uploads/01890000-0000-7000-8000-000000000000/parts/1?expires=9999999999&signature=00 | x | 403 | URL_FORGED | /api/v1/blobs
            an unknown direction       | GET    | /models/wrong/base/versions/1/lineage?direction=left |                           | 404 | VERSION_NOT_FOUND    | wrong/base@1
            an alias without condition | PUT    | /models/wrong/base/aliases/champion        | {"version": 1}                      | 428 | ALIAS_CONDITION_MISSING | If-Match
            an alias like a number     | PUT    | /models/wrong/base/aliases/v3              | {"version": 1}                      | 422 | ALIAS_MALFORMED      | alias
            the alias latest           | PUT    | /models/wrong/base/aliases/latest          | {"version": 1}                      | 422 | ALIAS_MALFORMED      | alias
            no such alias              | GET    | /models/wrong/base/aliases/champion        |                                     | 404 | ALIAS_NOT_FOUND      | alias
            """)
    void isRefusedWithItsOwnCode(
            String what, String method, String path, String body, int status, String code, String where) {
        if (client.get("/models/wrong/base").status() == 404) {
            client.model("wrong/base", "base");
            client.model("wrong/adapter", "adapter");
        }
        Answer answer = client.send(client.request(path)
                .header("Content-Type", "text".equals(body) ? "text/plain" : "application/json")
                .method(method, BodyPublishers.ofString(body == null ? "" : body)));

        assertThat(answer.code()).as(answer.json().toString()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().path("where").asString()).startsWith(where);
        assertThat(answer.json().path("remedy").asString()).isNotBlank();
        assertThat(answer.json().path("detail").asString()).isNotBlank();
        assertThat(answer.json().path("requestId").asString()).isEqualTo(answer.header("X-Request-Id"));
        assertThat(new String(answer.raw().body(), StandardCharsets.UTF_8))
                .doesNotContain("Exception", "java.", "\tat ", "io.graft");
    }

    @Test
    void aKnownRequestIdIsKept() {
        Answer answer = client.send(client.request("/nothing").header("X-Request-Id", "abc-123"));

        assertThat(answer.header("X-Request-Id")).isEqualTo("abc-123");
        assertThat(answer.json().path("requestId").asString()).isEqualTo("abc-123");
    }

    @Test
    void anUnknownTrainingFactIsAnsweredWithTheOneThatWasMeant() {
        client.model("wrong/facts", "base");

        Answer answer = client.post(
                "/models/wrong/facts/versions",
                "{'files': [{'path': 'x', 'size': 1, 'sha256': '%s'}], 'trainingFacts': {'learningrate': 0.1}}"
                        .formatted("a".repeat(64)));

        assertThat(answer.json().path("remedy").asString()).isEqualTo("Did you mean \"learningRate\"?");
    }
}
