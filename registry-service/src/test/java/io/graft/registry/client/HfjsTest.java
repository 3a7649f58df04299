package io.graft.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The command of the Hub's client for JavaScript, unmodified. */
@RegistryTest
class HfjsTest {
    private static final int WIDE = 600;

    private final Node node = Node.withHub();
    private final String namespace = "hfjs" + UUID.randomUUID().toString().substring(0, 8);
    private final String repository = namespace + "/base";
    private final Uploader registry;
    private final Wire wire;

    @TempDir
    private Path folder = Path.of("");

    HfjsTest(@LocalServerPort int port) {
        this.registry = new Uploader(port);
        this.wire = new Wire(port);
    }

    @BeforeEach
    void aFolderIsUploaded() throws IOException {
        Folders.write(folder.resolve("base"), Weights.model(System.nanoTime(), WIDE));
        hfjs("upload", repository, "base");
    }

    @AfterEach
    void nobodyListens() {
        wire.close();
    }

    @Test
    void aFolderBecomesAVersion() {
        assertThat(registry.get("/models/%s/versions/1".formatted(repository))
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("READY");
        assertThat(wire.sent("PUT")).isGreaterThan(2 * 4 * WIDE * WIDE);
    }

    @Test
    void aSecondUploadSendsNothing() {
        wire.forget();
        hfjs("upload", repository, "base");
        assertThat(wire.requests("PUT")).isEmpty();
        assertThat(wire.sent("POST")).isLessThan(4096);
    }

    @Test
    void modelsAreListed() {
        assertThat(hfjs("models", "list", namespace)).contains(repository);
    }

    @Test
    void branchesComeAndGo() {
        hfjs("branch", "create", repository, "feature/x");
        assertThat(registry.get(revision("feature%2Fx")).status()).isEqualTo(200);
        hfjs("branch", "delete", repository, "feature/x");
        assertThat(registry.get(revision("feature%2Fx")).status()).isEqualTo(404);
    }

    @Test
    void whatHasVersionsIsNotDeleted() {
        Tool.Run run = node.hfjs(session(), "repo", "delete", repository);
        assertThat(run.succeeded()).isFalse();
        assertThat(run.output()).contains("has versions, which never vanish");
    }

    private String hfjs(String... arguments) {
        Tool.Run run = node.hfjs(session(), arguments);
        assertThat(run.exit()).as(run.output()).isZero();
        return run.output();
    }

    private Node.Session session() {
        return new Node.Session(folder, wire.endpoint(), repository, "hf_nobody");
    }

    private String revision(String name) {
        return "%s/api/models/%s/revision/%s".formatted(wire.endpoint(), repository, name);
    }
}
