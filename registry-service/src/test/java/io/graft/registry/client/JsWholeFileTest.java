package io.graft.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import io.graft.registry.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** The Hub's client for JavaScript uploads with parts as long as they are by default: most files are shorter than one. */
@RegistryTest
@TestPropertySource(properties = "graft.storage.part-size=2MB")
class JsWholeFileTest {
    private static final int ONE_PART = 500;
    private static final int TWO_PARTS = 600;

    private final Node node = Node.withHub();
    private final int port;

    @TempDir
    private Path folder = Path.of("");

    JsWholeFileTest(@LocalServerPort int port) {
        this.port = port;
    }

    @Test
    void aFileOfOnePartIsSentAtOnceAndALongerOneInTwo() throws IOException {
        Map<String, byte[]> small = Weights.model(5, ONE_PART);
        Map<String, byte[]> large = Weights.model(6, TWO_PARTS);
        Folders.write(folder.resolve("base"), small);
        Folders.write(folder.resolve("base/original"), large);
        try (Wire wire = new Wire(port)) {
            Node.Session session =
                    new Node.Session(folder, wire.endpoint(), "js/whole" + UUID.randomUUID(), "hf_nobody");
            JsonNode paths = node.ask(session, """
                    await hub.createRepo(here);
                    const content = new URL('file://' + process.cwd() + '/base');
                    await hub.uploadFiles({ ...here, files: [{ path: '', content }] });
                    say((await all(hub.listFiles({ ...here, recursive: true }))).length);
                    """);
            assertThat(paths.asInt()).isEqualTo(5);
            assertThat(wire.requests("PUT")).hasSize(3).allMatch(request -> request.status() == 204);
            assertThat(wire.sent("PUT"))
                    .isEqualTo(Folders.size(small, "model.safetensors") + Folders.size(large, "model.safetensors"));
        }
    }
}
