package io.graft.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Weights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The Hub's own client for JavaScript, unmodified, finds and fetches models. */
@RegistryTest
class JsReadTest {
    private static final String REPOSITORY = "jsread/base";
    private static final Map<String, byte[]> MODEL = new HashMap<>(Weights.model(77));

    static {
        MODEL.put("original/notes.txt", new byte[] {1, 2, 3});
    }

    private final Node node = Node.withHub();
    private final Uploader registry;
    private final String endpoint;

    @TempDir
    private Path folder = Path.of("");

    JsReadTest(@LocalServerPort int port) {
        this.registry = new Uploader(port);
        this.endpoint = "http://localhost:" + port;
    }

    @BeforeEach
    void aModelWithTwoVersions() {
        if (registry.get("/models/" + REPOSITORY).status() == 404) {
            registry.model(REPOSITORY, "base");
            registry.publish(REPOSITORY, Weights.model(76), null);
            registry.publish(REPOSITORY, MODEL, null);
        }
    }

    @Test
    void aModelIsFoundAndDescribed() {
        JsonNode said = ask("""
                const name = repo;
                await hub.checkRepoAccess(here);
                say({
                    info: await hub.modelInfo({ ...here, name, additionalFields: ['sha', 'tags', 'filePaths'] }),
                    exists: await hub.repoExists(here),
                    absent: await hub.repoExists({ ...here, repo: 'jsread/nothing' }),
                    refused: await refusal(() => hub.checkRepoAccess({ ...here, repo: 'jsread/nothing' })),
                    found: await all(hub.listModels({ ...here, search: { owner: 'jsread' }, additionalFields: ['sha'] })),
                });
                """);
        assertThat(said.path("info").path("name").asString()).isEqualTo(REPOSITORY);
        assertThat(digest(2)).startsWith(said.path("info").path("sha").asString());
        assertThat(Uploader.texts(said.path("info").path("filePaths"))).contains("original/notes.txt");
        assertThat(said.path("exists").asBoolean()).isTrue();
        assertThat(said.path("absent").asBoolean()).isFalse();
        assertThat(said.path("refused").path("status").asInt()).isEqualTo(404);
        assertThat(said.path("found").valueStream().map(each -> each.path("name")
                        .asString()))
                .containsExactly(REPOSITORY);
    }

    @Test
    void filesAreListedAndDescribed() {
        JsonNode said = ask("""
                say({
                    deep: (await all(hub.listFiles({ ...here, recursive: true }))).map(file => file.type + ' ' + file.path),
                    flat: (await all(hub.listFiles({ ...here, path: 'original' }))).map(file => file.path),
                    exists: await hub.fileExists({ ...here, path: 'config.json' }),
                    absent: await hub.fileExists({ ...here, path: 'absent.json' }),
                    infos: await hub.pathsInfo({ ...here, paths: ['config.json', 'original', 'absent'], expand: true }),
                    nothing: await hub.downloadFile({ ...here, path: 'absent.json' }),
                });
                """);
        assertThat(Uploader.texts(said.path("deep")))
                .containsExactlyInAnyOrder(
                        "file config.json", "file model.safetensors", "file original/notes.txt", "directory original");
        assertThat(Uploader.texts(said.path("flat"))).containsExactly("original/notes.txt");
        assertThat(said.path("exists").asBoolean()).isTrue();
        assertThat(said.path("absent").asBoolean()).isFalse();
        assertThat(said.path("infos").valueStream().map(each -> each.path("path")
                        .asString()))
                .containsExactly("config.json", "original");
        assertThat(said.path("nothing").isNull()).isTrue();
    }

    @Test
    void aFileIsReadByRangeAndRaw() {
        JsonNode said = ask("""
                const weights = await hub.downloadFile({ ...here, path: 'model.safetensors' });
                const raw = await hub.downloadFile({ ...here, path: 'config.json', raw: true });
                say({
                    size: weights.size,
                    range: [...new Uint8Array(await weights.slice(8, 12).arrayBuffer())],
                    info: await hub.fileDownloadInfo({ ...here, path: 'model.safetensors' }),
                    raw: await raw.text(),
                });
                """);
        byte[] weights = Objects.requireNonNull(MODEL.get("model.safetensors"));
        assertThat(said.path("size").asInt()).isEqualTo(weights.length);
        assertThat(said.path("range").valueStream().map(JsonNode::asInt))
                .containsExactly((int) weights[8], (int) weights[9], (int) weights[10], (int) weights[11]);
        assertThat(said.path("info").path("etag").asString()).matches("\"sha256:[0-9a-f]{64}\"");
        assertThat(said.path("raw").asString())
                .isEqualTo(new String(Objects.requireNonNull(MODEL.get("config.json")), StandardCharsets.UTF_8));
    }

    @Test
    void aSnapshotHasTheSameBytes() throws IOException {
        Path snapshot = Path.of(ask("say(await hub.snapshotDownload({ ...here, cacheDir: process.cwd() + '/cache' }));")
                .asString());
        for (Map.Entry<String, byte[]> file : MODEL.entrySet()) {
            assertThat(snapshot.resolve(file.getKey())).hasBinaryContent(file.getValue());
        }
    }

    @Test
    void commitsAreListedPageByPage() {
        JsonNode said = ask("""
                const commits = await all(hub.listCommits({ ...here, batchSize: 1 }));
                say({ titles: commits.map(commit => commit.title), count: await hub.countCommits(here) });
                """);
        assertThat(Uploader.texts(said.path("titles"))).containsExactly("Version 2", "Version 1");
        assertThat(said.path("count").asInt()).isEqualTo(2);
    }

    @Test
    void branchesWithSlashesComeAndGo() {
        JsonNode said = ask("""
                const branch = 'feature/x', revision = branch;
                await hub.createBranch({ ...here, branch });
                const again = await refusal(() => hub.createBranch({ ...here, branch }));
                await hub.createBranch({ ...here, branch, revision: '1', overwrite: true });
                const text = await (await hub.downloadFile({ ...here, path: 'config.json', revision })).text();
                const listed = (await all(hub.listFiles({ ...here, revision, recursive: true }))).length;
                const { sha } = await hub.modelInfo({ ...here, name: repo, revision, additionalFields: ['sha'] });
                await hub.deleteBranch({ ...here, branch });
                say({ again, text, listed, sha, gone: await refusal(() => hub.modelInfo({ ...here, name: repo, revision })) });
                """);
        assertThat(said.path("again").path("status").asInt()).isEqualTo(409);
        assertThat(said.path("text").asString()).contains("\"seed\": 76");
        assertThat(said.path("listed").asInt()).isEqualTo(2);
        assertThat(digest(1)).startsWith(said.path("sha").asString());
        assertThat(said.path("gone").path("status").asInt()).isEqualTo(404);
    }

    @Test
    void aTokenIsKnownWithTheBeginningThatTheClientWants() {
        String name = "js-" + System.nanoTime();
        String secret = registry.post("/tokens", "{'name': '%s', 'roles': ['worker']}".formatted(name))
                .json()
                .path("secret")
                .asString();
        JsonNode me = node.ask(
                new Node.Session(folder, endpoint, REPOSITORY, "hf_" + secret), "say(await hub.whoAmI(here));");
        assertThat(me.path("name").asString()).isEqualTo(name);
        assertThat(me.path("auth").path("accessToken").path("role").asString()).isEqualTo("write");
    }

    private JsonNode ask(String script) {
        return node.ask(new Node.Session(folder, endpoint, REPOSITORY, "hf_nobody"), script);
    }

    private String digest(int version) {
        return registry.get("/models/%s/versions/%d".formatted(REPOSITORY, version))
                .json()
                .path("digest")
                .asString()
                .substring("sha256:".length());
    }
}
