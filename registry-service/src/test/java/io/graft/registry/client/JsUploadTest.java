package io.graft.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The Hub's own client for JavaScript, unmodified, uploads and commits. */
@RegistryTest
class JsUploadTest {
    private static final int WIDE = 600;
    private static final int PART = 1 << 16;
    private static final String UPLOAD = """
            const done = await hub.uploadFiles({ ...here, files: [{ path: '', content: new URL('file://' + process.cwd() + '/base') }], %s });
            say(done);
            """;

    private final Node node = Node.withHub();
    private final Map<String, byte[]> model = Weights.model(System.nanoTime(), WIDE);
    private final String repository = "js/up" + UUID.randomUUID().toString().substring(0, 8);
    private final Uploader registry;
    private final Wire wire;

    @TempDir
    private Path folder = Path.of("");

    JsUploadTest(@LocalServerPort int port) {
        this.registry = new Uploader(port);
        this.wire = new Wire(port);
    }

    @BeforeEach
    void aFolderWithAModelAndAnEmptyRepository() throws IOException {
        Folders.write(folder.resolve("base"), model);
        JsonNode made = ask("say(await hub.createRepo(here));");
        assertThat(made.path("id").asString()).isEqualTo(repository);
        assertThat(made.path("repoUrl").asString()).isEqualTo(wire.endpoint() + "/" + repository);
    }

    @AfterEach
    void nobodyListens() {
        wire.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"useXet: false", "useXet: undefined"})
    void aFolderBecomesAVersionInParts(String choice) {
        wire.forget();
        JsonNode done = ask(UPLOAD.formatted(choice));
        assertThat(done.path("commit").path("url").asString()).startsWith(wire.endpoint() + "/" + repository);
        assertThat(digest(1))
                .startsWith("sha256:" + done.path("commit").path("oid").asString());
        long weights = Folders.size(model, "model.safetensors");
        assertThat(wire.sent("PUT")).isEqualTo(weights);
        assertThat(wire.requests("PUT")).hasSize(Math.ceilDiv(Math.toIntExact(weights), PART));
    }

    @Test
    void aSecondUploadSendsNothing() {
        JsonNode first = ask(UPLOAD.formatted(""));
        wire.forget();
        JsonNode second = ask(UPLOAD.formatted(""));
        assertThat(wire.requests("PUT")).isEmpty();
        assertThat(wire.sent("POST")).isLessThan(4096);
        assertThat(second).isEqualTo(first);
        assertThat(registry.get("/models/%s/versions/2".formatted(repository)).status())
                .isEqualTo(404);
    }

    @Test
    void theSameBytesInAnotherRepositoryAreNotSentAgain() {
        ask(UPLOAD.formatted(""));
        wire.forget();
        ask("""
                here.repo = repo + '-again';
                await hub.createRepo(here);
                """ + UPLOAD.formatted(""));
        assertThat(wire.requests("PUT")).isEmpty();
    }

    @Test
    void aCommitOnAStateThatIsOvertakenIsRefused() {
        JsonNode refused = ask("""
                const add = (path, text) => ({ operation: 'addOrUpdate', path, content: new Blob([text]) });
                const commit = (title, parentCommit, ...operations) => hub.commit({ ...here, title, parentCommit, operations });
                const { sha } = await hub.modelInfo({ ...here, name: repo, additionalFields: ['sha'] });
                await commit('first', sha, add('README.md', 'one'));
                say(await refusal(() => commit('second', sha, add('README.md', 'two'))));
                """);
        assertThat(refused.path("status").asInt()).isEqualTo(412);
        assertThat(refused.path("message").asString()).contains("no longer at");
    }

    @Test
    void filesAreDeleted() {
        ask(UPLOAD.formatted(""));
        JsonNode left = ask("""
                const content = new Blob(['x']);
                await hub.uploadFiles({ ...here, files: ['a.txt', 'b.txt', 'c.txt'].map(path => ({ path, content })) });
                await hub.deleteFile({ ...here, path: 'a.txt' });
                await hub.deleteFiles({ ...here, paths: ['b.txt', 'c.txt'] });
                say((await all(hub.listFiles(here))).map(file => file.path));
                """);
        assertThat(Uploader.texts(left)).containsExactly("config.json", "model.safetensors");
    }

    @Test
    void aThousandFilesAreListedPageByPage() {
        JsonNode listed = ask("""
                const content = new Blob(['x']);
                const files = Array.from({ length: 1001 }, (_, number) => ({ path: `shards/${number}.txt`, content }));
                await hub.uploadFiles({ ...here, files });
                const list = await all(hub.listFiles({ ...here, recursive: true }));
                say({ length: list.length, distinct: new Set(list.map(file => file.path)).size });
                """);
        assertThat(listed.path("length").asInt()).isEqualTo(1002);
        assertThat(listed.path("distinct").asInt()).isEqualTo(1002);
        assertThat(wire.requests("GET").stream()
                        .filter(request -> request.path().contains("/tree/")))
                .hasSize(2);
    }

    @Test
    void anEmptyFileIsCommittedAndRead() {
        JsonNode read = ask("""
                await hub.uploadFile({ ...here, file: { path: 'empty.txt', content: new Blob([]) } });
                const file = await hub.downloadFile({ ...here, path: 'empty.txt' });
                say({ size: file.size, text: await file.text() });
                """);
        assertThat(read.path("size").asInt()).isZero();
        assertThat(read.path("text").asString()).isEmpty();
    }

    private JsonNode ask(String script) {
        return node.ask(new Node.Session(folder, wire.endpoint(), repository, "hf_nobody"), script);
    }

    private String digest(int version) {
        return registry.get("/models/%s/versions/%d".formatted(repository, version))
                .json()
                .path("digest")
                .asString();
    }
}
