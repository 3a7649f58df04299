package io.graft.registry.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import io.graft.registry.Weights;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What MLflow's clients send to a model registry, and what they need in the answers. */
@RegistryTest
class MlflowStoryTest {
    private static final Map<String, byte[]> MODEL = new HashMap<>(Weights.model(51));

    static {
        MODEL.put("original/notes.txt", new byte[] {1, 2, 3});
        MODEL.put("original/more/deep.txt", new byte[] {4});
    }

    private final Uploader client;
    private final String root;

    MlflowStoryTest(@LocalServerPort int port) {
        this.client = new Uploader(port);
        this.root = "http://localhost:%d/api/2.0/".formatted(port);
    }

    @BeforeEach
    void aModelWithTwoVersions() {
        if (client.get("/models/flow/base").status() == 404) {
            client.model("flow/base", "base");
            client.publish("flow/base", Weights.model(50), null);
            client.publish("flow/base", MODEL, null);
            client.put("/models/flow/base/aliases/production", "{'version': 1}", "If-None-Match", "*");
            client.put("/models/flow/base/tags/license", "{'value': 'mit'}");
        }
    }

    @Test
    void aModelIsARegisteredModel() {
        JsonNode model = get("registered-models/get?name=flow/base").json().path("registered_model");

        assertThat(model.path("name").asString()).isEqualTo("flow/base");
        assertThat(model.path("creation_timestamp").asLong()).isPositive();
        assertThat(model.path("last_updated_timestamp").asLong())
                .isGreaterThan(model.path("creation_timestamp").asLong());
        assertThat(tags(model)).containsEntry("license", "mit").containsEntry("registry.kind", "base");
        assertThat(model.path("aliases").toString()).contains("{\"alias\":\"production\",\"version\":\"1\"}");
        assertThat(texts(model.path("latest_versions"), "version")).containsExactly("2");
    }

    @Test
    void aModelIsRegisteredWithItsTagsAndDescription() {
        JsonNode made = post("registered-models/create", """
                        {'name': 'flow/made', 'description': 'As it was', 'unheard': 1,
                         'tags': [{'key': 'registry.kind', 'value': 'adapter'}, {'key': 'team', 'value': 'search'}]}
                        """).json().path("registered_model");

        assertThat(made.path("description").asString()).isEqualTo("As it was");
        assertThat(tags(made)).containsEntry("team", "search").containsEntry("registry.kind", "adapter");
        assertThat(made.path("latest_versions").isArray()).isTrue();
        assertThat(client.get("/models/flow/made").json().path("kind").asString())
                .isEqualTo("adapter");
        refused(post("registered-models/create", "{'name': 'flow/made'}"), 400, "RESOURCE_ALREADY_EXISTS");
    }

    @Test
    void aModelIsDescribedAnew() {
        post("registered-models/create", "{'name': 'flow/described'}");

        Answer answer = send("PATCH", "registered-models/update", "{'name': 'flow/described', 'description': 'New'}");

        assertThat(answer.json().path("registered_model").path("description").asString())
                .isEqualTo("New");
        assertThat(client.get("/models/flow/described")
                        .json()
                        .path("description")
                        .asString())
                .isEqualTo("New");
    }

    @Test
    void aModelsTagsAreWrittenAndTakenOff() {
        assertThat(post("registered-models/set-tag", "{'name': 'flow/base', 'key': 'use', 'value': 'chat'}")
                        .json()
                        .toString())
                .isEqualTo("{}");
        assertThat(tags(model("flow/base"))).containsEntry("use", "chat");
        assertThat(send("DELETE", "registered-models/delete-tag", "{'name': 'flow/base', 'key': 'use'}")
                        .status())
                .isEqualTo(200);
        assertThat(tags(model("flow/base"))).doesNotContainKey("use");
        refused(
                post("registered-models/set-tag", "{'name': 'flow/base', 'key': 'registry.kind', 'value': 'x'}"),
                400,
                "INVALID_PARAMETER_VALUE");
    }

    @Test
    void theLatestVersionIsFoundBothWays() {
        JsonNode got = get("registered-models/get-latest-versions?name=flow/base&stages=None")
                .json();
        JsonNode posted = post("registered-models/get-latest-versions", "{'name': 'flow/base'}")
                .json();

        assertThat(texts(got.path("model_versions"), "version")).containsExactly("2");
        assertThat(posted).isEqualTo(got);
        assertThat(post("registered-models/get-latest-versions", "{'name': 'flow/base', 'stages': ['Production']}")
                        .json()
                        .path("model_versions")
                        .size())
                .isZero();
        refused(
                get("registered-models/get-latest-versions?name=flow/base&stages=Elsewhere"),
                400,
                "INVALID_PARAMETER_VALUE");
    }

    @Test
    void aVersionIsAModelVersion() {
        JsonNode version = version("1");

        assertThat(version.path("name").asString()).isEqualTo("flow/base");
        assertThat(version.path("version").asString()).isEqualTo("1");
        assertThat(version.path("status").asString()).isEqualTo("READY");
        assertThat(version.path("current_stage").asString()).isEqualTo("None");
        assertThat(version.path("source").asString()).isEqualTo("registry://flow/base/1");
        assertThat(Uploader.texts(version.path("aliases"))).contains("production");
        assertThat(version.has("status_message")).isFalse();
        assertThat(tags(version).get("registry.digest"))
                .isEqualTo(client.get("/models/flow/base/versions/1")
                        .json()
                        .path("digest")
                        .asString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "graft://flow/base/2",
                "registry://flow/base/2",
                "models:/flow/base/2",
                "mlflow-artifacts:/models/flow/base/2",
                "registry://flow/base@2"
            })
    void aVersionOfAnUploadedOneIsThatOne(String source) {
        Answer made = post("model-versions/create", """
                {'name': 'flow/base', 'source': '%s', 'run_id': 'abc', 'description': 'Second',
                 'tags': [{'key': 'any key/of mine', 'value': 'two\\nlines'}]}
                """.formatted(source));

        JsonNode version = made.json().path("model_version");
        assertThat(made.status()).as(made.json().toString()).isEqualTo(200);
        assertThat(version.path("version").asString()).isEqualTo("2");
        assertThat(version.path("run_id").asString()).isEqualTo("abc");
        assertThat(version.path("description").asString()).isEqualTo("Second");
        assertThat(tags(version)).containsEntry("any key/of mine", "two\nlines");
        assertThat(found("model-versions", "run_id = 'abc'")).containsExactly("2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://bucket/model",
                "runs:/abc/model",
                "registry://flow/other/1",
                "registry://flow/base/99",
                "registry://flow/base/production"
            })
    void nothingIsFetchedFromElsewhere(String source) {
        Answer answer = post("model-versions/create", "{'name': 'flow/base', 'source': '%s'}".formatted(source));

        refused(answer, 400, "INVALID_PARAMETER_VALUE");
        assertThat(answer.json().path("message").asString()).contains("hf upload", "graft push");
    }

    @Test
    void aVersionThatIsStillUploadedIsPending() {
        client.model("flow/pending", "base");
        assertThat(client.announce("flow/pending", Weights.model(52), null).status())
                .isEqualTo(201);

        JsonNode version =
                get("model-versions/get?name=flow/pending&version=1").json().path("model_version");

        assertThat(version.path("status").asString()).isEqualTo("PENDING_REGISTRATION");
        refused(get("model-versions/get-download-uri?name=flow/pending&version=1"), 400, "INVALID_STATE");
        refused(
                post("registered-models/alias", "{'name': 'flow/pending', 'alias': 'soon', 'version': '1'}"),
                400,
                "INVALID_STATE");
        refused(
                post("model-versions/create", "{'name': 'flow/pending', 'source': 'registry://flow/pending/1'}"),
                400,
                "INVALID_PARAMETER_VALUE");
    }

    @Test
    void aVersionIsDescribedAndTagged() {
        JsonNode described = send(
                        "PATCH",
                        "model-versions/update",
                        "{'name': 'flow/base', 'version': '1', 'description': 'The first'}")
                .json()
                .path("model_version");
        assertThat(described.path("description").asString()).isEqualTo("The first");

        post("model-versions/set-tag", "{'name': 'flow/base', 'version': '1', 'key': 'eval', 'value': ''}");
        assertThat(tags(version("1"))).containsEntry("eval", "");
        send("DELETE", "model-versions/delete-tag", "{'name': 'flow/base', 'version': '1', 'key': 'eval'}");
        assertThat(tags(version("1"))).doesNotContainKey("eval");

        send("PATCH", "model-versions/update", "{'name': 'flow/base', 'version': '1', 'description': ''}");
        assertThat(version("1").path("description").asString()).isEmpty();
        refused(
                post(
                        "model-versions/set-tag",
                        "{'name': 'flow/base', 'version': '1', 'key': 'registry.digest', 'value': 'x'}"),
                400,
                "INVALID_PARAMETER_VALUE");
    }

    @Test
    void anAliasIsSetMovedAndFollowed() {
        for (String version : List.of("1", "2", "2")) {
            Answer set = post(
                    "registered-models/alias",
                    "{'name': 'flow/base', 'alias': 'champion', 'version': '%s'}".formatted(version));
            assertThat(set.json().toString()).isEqualTo("{}");
            assertThat(set.status()).isEqualTo(200);
        }

        JsonNode found = get("registered-models/alias?name=flow/base&alias=champion")
                .json()
                .path("model_version");
        assertThat(found.path("version").asString()).isEqualTo("2");
        assertThat(client.get("/models/flow/base/aliases/champion")
                        .json()
                        .path("step")
                        .asInt())
                .isEqualTo(2);
        refused(get("registered-models/alias?name=flow/base&alias=absent"), 404, "RESOURCE_DOES_NOT_EXIST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "v3", "V12", "Latest", "two words"})
    void reservedAliasesAreRefused(String alias) {
        refused(
                post(
                        "registered-models/alias",
                        "{'name': 'flow/base', 'alias': '%s', 'version': '1'}".formatted(alias)),
                400,
                "INVALID_PARAMETER_VALUE");
        refused(get("registered-models/alias?name=flow/base&alias=" + encoded(alias)), 400, "INVALID_PARAMETER_VALUE");
    }

    @Test
    void anAliasIsNotTakenAway() {
        refused(
                send("DELETE", "registered-models/alias", "{'name': 'flow/base', 'alias': 'production'}"),
                400,
                "INVALID_PARAMETER_VALUE");
        assertThat(send("DELETE", "registered-models/alias", "{'name': 'flow/base', 'alias': 'never'}")
                        .json()
                        .toString())
                .isEqualTo("{}");
    }

    @Test
    void anAliasThatOnlyReleasesMoveStaysWhereItIs() {
        client.model("flow/guarded", "base");
        client.publish("flow/guarded", Weights.model(53), null);
        client.put("/models/flow/guarded/aliases/live/protection", "");

        Answer answer = post("registered-models/alias", "{'name': 'flow/guarded', 'alias': 'live', 'version': '1'}");

        refused(answer, 400, "INVALID_STATE");
        assertThat(answer.json().path("message").asString()).contains("only releases move it");
    }

    @Test
    void whatWasWithdrawnGetsNoAliasAndSaysSo() {
        client.model("flow/gone", "base");
        client.publish("flow/gone", Weights.model(54), null);
        post("registered-models/alias", "{'name': 'flow/gone', 'alias': 'live', 'version': '1'}");
        assertThat(client.post("/models/flow/gone/versions/1/withdraw", "{'reason': 'A leak', 'kind': 'data'}")
                        .status())
                .isLessThan(300);

        refused(
                post("registered-models/alias", "{'name': 'flow/gone', 'alias': 'next', 'version': '1'}"),
                400,
                "INVALID_STATE");
        refused(get("registered-models/alias?name=flow/gone&alias=live"), 400, "INVALID_STATE");
        assertThat(get("model-versions/get?name=flow/gone&version=1")
                        .json()
                        .path("model_version")
                        .path("status_message")
                        .asString())
                .contains("was withdrawn (data): A leak");
        assertThat(model("flow/gone").path("latest_versions").size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "POST,registered-models/rename,not deleted|keeps its name",
        "DELETE,registered-models/delete,Withdraw",
        "POST,model-versions/transition-stage,alias",
        "DELETE,model-versions/delete,Withdraw"
    })
    void whatIsNotDoneHereSaysWhatToDo(String method, String path, String words) {
        Answer answer = send(method, path, "{'name': 'flow/base', 'version': '1', 'new_name': 'flow/x'}");

        refused(answer, 400, "INVALID_PARAMETER_VALUE");
        assertThat(answer.json().path("message").asString()).containsPattern(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "name = 'flow/base';flow/base",
                "name LIKE 'flow/b%';flow/base",
                "name ilike '%LOW/BA%';flow/base",
                "name = 'flow/base' AND tags.license = 'mit';flow/base",
                "name = 'flow/base' AND tags.\"license\" != 'mit';''",
                "name = 'flow/base' and tag.`mlflow.prompt.is_prompt` != 'true';flow/base",
                "name IN ('flow/base', 'flow/nothing');flow/base",
                "name = 'flow/base' AND tags.registry.kind = 'base';flow/base"
            })
    void modelsAreFound(String filter, String expected) {
        JsonNode found =
                get("registered-models/search?filter=" + encoded(filter)).json();

        assertThat(String.join(",", texts(found.path("registered_models"), "name")))
                .isEqualTo(expected);
    }

    @Test
    void modelsAreFoundPageByPageInAnOrder() {
        for (String name : List.of("paged/a", "paged/b", "paged/c")) {
            post("registered-models/create", "{'name': '%s'}".formatted(name));
        }
        String query = "registered-models/search?max_results=2&order_by=%s&filter=%s"
                .formatted(encoded("name DESC"), encoded("name LIKE 'paged/%'"));

        JsonNode first = get(query).json();
        JsonNode second = get(query + "&page_token="
                        + first.path("next_page_token").asString())
                .json();

        assertThat(texts(first.path("registered_models"), "name")).containsExactly("paged/c", "paged/b");
        assertThat(texts(second.path("registered_models"), "name")).containsExactly("paged/a");
        assertThat(second.has("next_page_token")).isFalse();
        assertThat(texts(
                        get("registered-models/search?order_by=timestamp&filter=" + encoded("name LIKE 'paged/%'"))
                                .json()
                                .path("registered_models"),
                        "name"))
                .containsExactly("paged/a", "paged/b", "paged/c");
    }

    @Test
    void versionsAreFound() {
        post("model-versions/set-tag", "{'name': 'flow/base', 'version': '2', 'key': 'best', 'value': 'yes'}");

        assertThat(found("model-versions", "name='flow/base'")).containsExactly("2", "1");
        assertThat(found("model-versions", "name='flow/base' AND version_number < 2"))
                .containsExactly("1");
        assertThat(found("model-versions", "name='flow/base' AND tags.best = 'yes'"))
                .containsExactly("2");
        assertThat(found("model-versions", "source_path = 'registry://flow/base/1'"))
                .containsExactly("1");
        assertThat(found("model-versions", "run_id = 'nobody'")).isEmpty();
        JsonNode page = get("model-versions/search?max_results=1&order_by=version_number&filter="
                        + encoded("name='flow/base'"))
                .json();
        assertThat(texts(page.path("model_versions"), "version")).containsExactly("1");
        assertThat(page.path("next_page_token").asString()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "filter=name%20~%20'x'",
                "filter=name='x'%20OR%20name='y'",
                "filter=name='x'%20AND",
                "filter=nothing='x'",
                "filter=name=3",
                "filter=version_number='x'",
                "filter=name%20IN%20'x'",
                "filter=name%20IN%20()",
                "filter=name%20IN%20(1)",
                "filter=name=('x')",
                "filter=name='x';drop%20table%20model",
                "max_results=0",
                "max_results=many",
                "order_by=number",
                "order_by=version_number%20sideways",
                "page_token=%25%25"
            })
    void whatIsNoSearchIsRefused(String query) {
        refused(get("model-versions/search?" + query), 400, "INVALID_PARAMETER_VALUE");
    }

    @ParameterizedTest
    @CsvSource({
        "registered-models/get?name=flow/nothing,404,RESOURCE_DOES_NOT_EXIST",
        "registered-models/get-latest-versions?name=flow/nothing,404,RESOURCE_DOES_NOT_EXIST",
        "registered-models/get?name=noslash,400,INVALID_PARAMETER_VALUE",
        "registered-models/get,400,INVALID_PARAMETER_VALUE",
        "model-versions/get?name=flow/base&version=99,404,RESOURCE_DOES_NOT_EXIST",
        "model-versions/get?name=flow/base&version=production,400,INVALID_PARAMETER_VALUE",
        "experiments/search,404,ENDPOINT_NOT_FOUND",
        "registered-models/rename,404,ENDPOINT_NOT_FOUND"
    })
    void whatIsWrongIsSaidInMlflowsCodes(String path, int status, String code) {
        refused(get(path), status, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'name': 'noslash'}", "{'name': null}", "[", ""})
    void aBodyThatIsNotOneIsRefused(String body) {
        refused(post("registered-models/create", body), 400, "INVALID_PARAMETER_VALUE");
    }

    @Test
    void theFilesOfAVersionAreArtifacts() {
        String uri = get("model-versions/get-download-uri?name=flow/base&version=2")
                .json()
                .path("artifact_uri")
                .asString();
        assertThat(uri).isEqualTo("mlflow-artifacts:/models/flow/base/2");
        String path = uri.substring("mlflow-artifacts:/".length());

        JsonNode all = artifacts(path);
        assertThat(texts(all, "path")).containsExactly("config.json", "model.safetensors", "original");
        assertThat(all.get(1).path("file_size").asInt()).isEqualTo(weights().length);
        assertThat(all.get(2).path("is_dir").asBoolean()).isTrue();
        assertThat(texts(artifacts(path + "/original"), "path")).containsExactly("more", "notes.txt");
        assertThat(texts(artifacts(path + "/original/more/"), "path")).containsExactly("deep.txt");
        assertThat(artifacts(path + "/config.json").size()).isZero();

        Answer file = client.get(root + "mlflow-artifacts/artifacts/" + path + "/model.safetensors");
        assertThat(file.status()).isEqualTo(302);
        assertThat(client.get(file.header("Location")).raw().body()).isEqualTo(weights());
        JsonNode presigned = client.get(root + "mlflow-artifacts/presigned/" + path + "/original/notes.txt")
                .json();
        assertThat(presigned.path("file_size").asInt()).isEqualTo(3);
        assertThat(client.get(presigned.path("url").asString()).raw().body()).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "artifacts/models/flow/base/2/absent.txt",
                "artifacts/models/flow/base/99/config.json",
                "artifacts/elsewhere",
                "artifacts?path=models/flow/nothing/1"
            })
    void artifactsThatAreNotThereAreMissed(String path) {
        refused(client.get(root + "mlflow-artifacts/" + path), 404, "RESOURCE_DOES_NOT_EXIST");
    }

    private JsonNode artifacts(String path) {
        return client.get(root + "mlflow-artifacts/artifacts?path=" + encoded(path))
                .json()
                .path("files");
    }

    private JsonNode model(String name) {
        return get("registered-models/get?name=" + name).json().path("registered_model");
    }

    private JsonNode version(String number) {
        return get("model-versions/get?name=flow/base&version=" + number).json().path("model_version");
    }

    private List<String> found(String what, String filter) {
        JsonNode answer = get(what + "/search?filter=" + encoded(filter)).json();
        return texts(answer.path("model_versions"), "version");
    }

    private Answer get(String path) {
        return client.get(root + "mlflow/" + path);
    }

    private Answer post(String path, String json) {
        return send("POST", path, json);
    }

    private Answer send(String method, String path, String json) {
        return client.send(client.request(root + "mlflow/" + path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json.replace('\'', '"'))));
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.json().path("error_code").asString())
                .as(answer.json().toString())
                .isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("message").asString()).isNotEmpty();
    }

    private static Map<String, String> tags(JsonNode tagged) {
        Map<String, String> tags = new HashMap<>();
        tagged.path("tags")
                .forEach(tag ->
                        tags.put(tag.path("key").asString(), tag.path("value").asString()));
        return tags;
    }

    private static List<String> texts(JsonNode list, String field) {
        return list.valueStream().map(each -> each.path(field).asString()).toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static byte[] weights() {
        return Objects.requireNonNull(MODEL.get("model.safetensors"));
    }
}
