package io.graft.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import io.graft.registry.Weights;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What the Hugging Face Hub's clients send when they read, and what they need in the answers. */
@RegistryTest
class HubStoryTest {
    private static final Map<String, byte[]> MODEL = new HashMap<>(Weights.model(41));

    static {
        MODEL.put("original/notes.txt", new byte[] {1, 2, 3});
    }

    private final Uploader client;
    private final String root;

    HubStoryTest(@LocalServerPort int port) {
        this.client = new Uploader(port);
        this.root = "http://localhost:" + port;
    }

    @BeforeEach
    void aModelWithTwoVersionsAndAnAdapter() {
        if (client.get("/models/hub/base").status() == 404) {
            client.model("hub/base", "base");
            client.publish("hub/base", Weights.model(40), null);
            client.publish("hub/base", MODEL, null);
            client.put("/models/hub/base/aliases/production", "{'version': 1}", "If-None-Match", "*");
            client.put("/models/hub/base/tags/license", "{'value': 'mit'}");
        }
    }

    @Test
    void aModelIsAHubModelWhoseCommitIsItsNewestVersion() {
        JsonNode model = get("/api/models/hub/base").json();
        assertThat(model.path("id").asString()).isEqualTo("hub/base");
        assertThat(model.path("sha").asString())
                .matches("[0-9a-f]{40}")
                .isEqualTo(digest(2).substring(0, 40));
        assertThat(model.path("siblings").valueStream().map(file -> file.path("rfilename")
                        .asString()))
                .contains("config.json", "model.safetensors", "original/notes.txt");
        assertThat(model.path("cardData").path("license").asString()).isEqualTo("mit");
        assertThat(model.path("gated").isBoolean()).isTrue();
    }

    @Test
    void numbersAliasesAndCommitsAreRevisions() {
        String first = digest(1).substring(0, 40);
        for (String revision : new String[] {"1", "production", first}) {
            assertThat(get("/api/models/hub/base/revision/" + revision)
                            .json()
                            .path("sha")
                            .asString())
                    .as(revision)
                    .isEqualTo(first);
        }
        assertThat(get("/api/models/hub/base/revision/main").json().path("sha").asString())
                .isEqualTo(digest(2).substring(0, 40));
    }

    @Test
    void whatIsMissingIsSaidInTheHeaderThatClientsGoBy() {
        assertThat(get("/api/models/hub/nothing").header("X-Error-Code")).isEqualTo("RepoNotFound");
        assertThat(get("/api/models/hub/base/revision/nothing").header("X-Error-Code"))
                .isEqualTo("RevisionNotFound");
        Answer file = get("/hub/base/resolve/main/chat_template.jinja");
        assertThat(file.status()).isEqualTo(404);
        assertThat(file.header("X-Error-Code")).isEqualTo("EntryNotFound");
        assertThat(file.header("X-Repo-Commit")).isEqualTo(digest(2).substring(0, 40));
        assertThat(file.json().path("error").asString()).contains("chat_template.jinja");
    }

    @Test
    void aFilesHeadersSayWhatItIsAndWhereItsBytesAre() {
        Answer head = client.send(HttpRequest.newBuilder(URI.create(root + "/hub/base/resolve/main/model.safetensors"))
                .method("HEAD", BodyPublishers.noBody()));
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Location")).isEmpty();
        assertThat(head.header("X-Repo-Commit")).isEqualTo(digest(2).substring(0, 40));
        assertThat(head.header("X-Linked-Size")).isEqualTo(Integer.toString(weights().length));
        assertThat(head.header("X-Linked-Etag")).matches("\"[0-9a-f]{64}\"");
        Answer body = get("/hub/base/resolve/main/model.safetensors");
        assertThat(body.status()).isEqualTo(302);
        assertThat(body.header("X-Linked-Etag")).isEqualTo(head.header("X-Linked-Etag"));
        assertThat(client.get(body.header("Location")).raw().body()).isEqualTo(weights());
    }

    @Test
    void aRangeOfAFileIsFetched() {
        String location = get("/hub/base/resolve/main/model.safetensors").header("Location");
        Answer range = client.send(
                client.request(location).header("Range", "bytes=0-0").GET());
        assertThat(range.status()).isEqualTo(206);
        assertThat(range.header("Content-Range")).isEqualTo("bytes 0-0/" + weights().length);
    }

    @Test
    void theTreeHasFilesAndFolders() {
        JsonNode flat = get("/api/models/hub/base/tree/main").json();
        assertThat(flat.valueStream()
                        .map(entry -> entry.path("type").asString() + " "
                                + entry.path("path").asString()))
                .contains("file config.json", "directory original")
                .doesNotContain("file original/notes.txt");
        JsonNode deep = get("/api/models/hub/base/tree/main?recursive=true&expand=false")
                .json();
        JsonNode notes = deep.valueStream()
                .filter(entry -> entry.path("path").asString().equals("original/notes.txt"))
                .findFirst()
                .orElseThrow();
        assertThat(notes.path("lfs").path("size").asInt()).isEqualTo(3);
        assertThat(notes.path("oid").asString()).matches("[0-9a-f]{40}");
        assertThat(get("/api/models/hub/base/tree/main/original").json().size()).isEqualTo(1);
        assertThat(get("/api/models/hub/base/tree/main/absent").header("X-Error-Code"))
                .isEqualTo("EntryNotFound");
    }

    @Test
    void pathsAreDescribedToBothClients() {
        Answer form = client.send(HttpRequest.newBuilder(URI.create(root + "/api/models/hub/base/paths-info/main"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("paths=config.json&paths=absent&expand=false")));
        assertThat(form.json().size()).isEqualTo(1);
        Answer json = client.send(HttpRequest.newBuilder(URI.create(root + "/api/models/hub/base/paths-info/main"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"paths\": [\"config.json\"], \"expand\": true}")));
        assertThat(json.json()).isEqualTo(form.json());
    }

    @Test
    void refsAndCommitsAreTheVersions() {
        JsonNode refs = get("/api/models/hub/base/refs").json();
        assertThat(refs.path("branches").get(0).path("name").asString()).isEqualTo("main");
        assertThat(refs.path("tags").valueStream().map(tag -> tag.path("name").asString()))
                .containsExactly("1", "2", "production");
        JsonNode commits = get("/api/models/hub/base/commits/main").json();
        assertThat(commits.valueStream().map(commit -> commit.path("title").asString()))
                .containsExactly("Version 2", "Version 1");
    }

    @Test
    void modelsAreFoundByName() {
        assertThat(get("/api/models?search=hub/ba&limit=10")
                        .json()
                        .get(0)
                        .path("id")
                        .asString())
                .isEqualTo("hub/base");
        assertThat(get("/api/models?author=nobody").json().size()).isZero();
        assertThat(get("/api/models?filter=base_model:adapter:hub/base").json().size())
                .isZero();
    }

    @Test
    void listsGoOnWhereALinkSays() {
        Answer first = get("/api/models/hub/base/tree/main?recursive=true&limit=3");
        assertThat(first.json().size()).isEqualTo(3);
        assertThat(first.header("Link"))
                .matches("<" + root + "/api/models/hub/base/tree/[0-9a-f]{40}\\?.*>; rel=\"next\"");
        Answer second = next(first);
        assertThat(second.json().size()).isEqualTo(1);
        assertThat(second.header("Link")).isEmpty();
        Answer models = get("/api/models?author=hub&limit=1");
        assertThat(next(models).json().valueStream().map(model -> model.path("id")
                        .asString()))
                .doesNotContain("hub/base");
        assertThat(next(get("/api/models/hub/base/commits/main?limit=1"))
                        .json()
                        .get(0)
                        .path("title")
                        .asString())
                .isEqualTo("Version 1");
    }

    @Test
    void namesOfBranchesMayHaveSlashesEncodedOrNot() {
        client.post(root + "/api/models/hub/base/branch/feature%2Fy", "{'startingPoint': '1'}");
        String first = digest(1).substring(0, 40);
        assertThat(get("/api/models/hub/base/revision/feature%2Fy")
                        .json()
                        .path("sha")
                        .asString())
                .isEqualTo(first);
        for (String branch : new String[] {"feature%2Fy", "feature/y", "refs%2Fheads%2Ffeature%2Fy"}) {
            assertThat(get("/api/models/hub/base/tree/" + branch).json().size())
                    .as(branch)
                    .isEqualTo(2);
            assertThat(get("/hub/base/resolve/%s/config.json".formatted(branch)).header("X-Repo-Commit"))
                    .as(branch)
                    .isEqualTo(first);
        }
        assertThat(get("/hub/base/resolve/feature/y/absent.json").header("X-Error-Code"))
                .isEqualTo("EntryNotFound");
        assertThat(get("/api/models/hub/base/tree/refs%2Fpr%2F1").header("X-Error-Code"))
                .isEqualTo("RevisionNotFound");
    }

    @Test
    void headIsMainAndEveryAnswerHasAnId() {
        Answer head = get("/api/models/hub/base/revision/HEAD?expand=sha&expand[]=likes");
        assertThat(head.json().path("sha").asString()).isEqualTo(digest(2).substring(0, 40));
        assertThat(head.header("X-Request-Id")).isNotEmpty();
        assertThat(get("/hub/base/raw/main/absent.json").header("X-Request-Id")).isNotEmpty();
    }

    @Test
    void whoAmIIsAnswered() {
        assertThat(get("/api/whoami-v2")
                        .json()
                        .path("auth")
                        .path("accessToken")
                        .path("role")
                        .asString())
                .isNotEmpty();
    }

    private Answer next(Answer page) {
        return client.get(page.header("Link").replaceFirst("<([^>]+)>;\\s+rel=\"next\"", "$1"));
    }

    private Answer get(String path) {
        return client.get(root + path);
    }

    private String digest(int version) {
        return client.get("/models/hub/base/versions/" + version)
                .json()
                .path("digest")
                .asString()
                .substring("sha256:".length());
    }

    private static byte[] weights() {
        return Objects.requireNonNull(MODEL.get("model.safetensors"));
    }
}
