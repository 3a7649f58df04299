package io.graft.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The Hub's own Python client, unmodified, uploads without Xet: by Git LFS and commits. */
@RegistryTest
class HubUploadClientTest {
    private static final int WIDE = 600;

    private final Python python = Python.withHub();
    private final Uploader registry;
    private final String endpoint;
    private final String namespace = "up" + UUID.randomUUID().toString().substring(0, 8);

    @TempDir
    private Path folder = Path.of("");

    HubUploadClientTest(@LocalServerPort int port) {
        this.registry = new Uploader(port);
        this.endpoint = "http://localhost:" + port;
    }

    private Python.Session session() {
        return new Python.Session(folder, endpoint, Map.of("HF_HUB_DISABLE_XET", "1"));
    }

    @BeforeEach
    void aFolderWithAModel() throws IOException {
        write("base", Weights.model(7, WIDE));
    }

    @Test
    void aFolderBecomesAVersion() {
        Tool.Run run = python.hf(session(), "upload", namespace + "/base", "base");
        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(registry.get("/models/%s/base/versions/1".formatted(namespace))
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("READY");
    }

    @Test
    void theSameWithXet() {
        Tool.Run run = python.hf(new Python.Session(folder, endpoint, Map.of()), "upload", namespace + "/xet", "base");
        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(registry.get("/models/%s/xet/versions/1".formatted(namespace))
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("READY");
    }

    private void write(String name, Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path target = folder.resolve(name).resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
    }
}
