package io.graft.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Weights;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Where changing something needs a token, other people's clients send it in their own ways. */
@RegistryTest
@TestPropertySource(
        properties = {"graft.access.mode=tokens", "graft.access.bootstrap-token=" + TokenClientsTest.SECRET})
class TokenClientsTest {
    static final String SECRET = "graft_0123456789012345678901234567890123456789";
    private static final String UPLOAD = """
            say(await refusal(async () => {
                await hub.createRepo(here);
                const content = new URL('file://' + process.cwd() + '/base');
                await hub.uploadFiles({ ...here, files: [{ path: '', content }] });
            }));
            """;

    private final Uploader registry;
    private final String endpoint;

    @TempDir
    private Path folder = Path.of("");

    TokenClientsTest(@LocalServerPort int port) {
        this.registry = new Uploader(port);
        this.endpoint = "http://localhost:" + port;
    }

    @Test
    void javascriptsClientSendsItBehindItsOwnBeginning() throws IOException {
        Folders.write(folder.resolve("base"), Weights.model(8, 600));
        assertThat(upload("hf_nobody").path("status").asInt()).isEqualTo(401);
        assertThat(upload("hf_" + SECRET).isNull()).isTrue();
        assertThat(registry.get("/models/js/closed/versions/1")
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("READY");
    }

    @Test
    void gitLfsSendsItAsAPassword() throws IOException {
        create("lfs/closed");
        Git git = Git.at(folder);
        byte[] weights = {1, 2, 3, 4};
        Path mine = git.repository(endpoint + "/lfs/closed.git/info/lfs", weights);
        assertThat(git.run(mine, "lfs", "push", "--all", "origin").succeeded()).isFalse();

        Folders.write(
                folder,
                Map.of(
                        "secrets",
                        "http://anybody:%s@%s\n"
                                .formatted(SECRET, endpoint.substring(7))
                                .getBytes(StandardCharsets.UTF_8)));
        git.git(mine, "config", "--global", "credential.helper", "store --file=" + folder.resolve("secrets"));
        git.git(mine, "push", "origin", "main");
        git.git(folder, "clone", "origin.git", "other");
        git.git(folder.resolve("other"), "lfs", "pull");
        assertThat(folder.resolve("other/weights.bin")).hasBinaryContent(weights);
    }

    private JsonNode upload(String token) {
        return Node.withHub().ask(new Node.Session(folder, endpoint, "js/closed", token), UPLOAD);
    }

    private void create(String repository) {
        registry.send(registry.request(endpoint + "/api/repos/create")
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + SECRET)
                .POST(BodyPublishers.ofString("{\"name\": \"%s\"}".formatted(repository))));
    }
}
