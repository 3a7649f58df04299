package io.graft.registry.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.Digest;
import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** skopeo, as distributions ship it, reads versions out of the registry. */
@RegistryTest
class SkopeoTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, byte[]> MODEL = new HashMap<>(Weights.model(71));

    static {
        MODEL.put("README.md", new byte[] {'#'});
        MODEL.put("original/params.json", new byte[] {'{', '}'});
        MODEL.put("empty.txt", new byte[0]);
        MODEL.put("twice.txt", new byte[] {'{', '}'});
    }

    private final Uploader client;
    private final String image;

    SkopeoTest(@LocalServerPort int port) {
        this.client = new Uploader(port);
        this.image = "docker://localhost:%d/skopeo/base".formatted(port);
    }

    @BeforeAll
    static void installed() throws InterruptedException {
        Skopeo.assumeInstalled();
    }

    @BeforeEach
    void aModel() {
        if (client.get("/models/skopeo/Base").status() == 404) {
            client.model("skopeo/Base", "base");
            client.publish("skopeo/Base", MODEL, null);
            client.put("/models/skopeo/Base/aliases/production", "{'version': 1}", "If-None-Match", "*");
        }
    }

    @Test
    void itInspectsTheManifestAndTheConfigAsTheyAre() throws Exception {
        String manifest = Skopeo.run("inspect", "--raw", "--tls-verify=false", image + ":production");
        assertThat(Digest.of(manifest).toString()).isEqualTo(digest());
        String config = Skopeo.run("inspect", "--config", "--raw", "--tls-verify=false", image + "@" + digest());
        assertThat(Digest.of(config).toString())
                .isEqualTo(JSON.readTree(manifest).path("config").path("digest").asString());
    }

    /** Without {@code --raw} it wants to show an image's labels and layers. Older ones refuse whatever is none, in any registry. */
    @Test
    void whetherItSummarisesWhatIsNoImageIsUpToItsVersion() throws Exception {
        Skopeo.Outcome outcome = Skopeo.attempt("inspect", "--tls-verify=false", image + ":1");
        assertThat(outcome.status() == 0 ? outcome.output() : outcome.complaint())
                .containsAnyOf(digest(), "unsupported image-specific operation on artifact");
    }

    @Test
    void itSaysWhatIsMissing() throws Exception {
        assertThat(Skopeo.attempt("inspect", "--raw", "--tls-verify=false", image + ":9")
                        .complaint())
                .contains("manifest unknown", "has no version 9");
    }

    @Test
    void itListsTags() throws Exception {
        JsonNode seen = JSON.readTree(Skopeo.run("list-tags", "--tls-verify=false", image));
        assertThat(Uploader.texts(seen.path("Tags"))).containsExactly("1", "latest", "production");
    }

    @Test
    void itCopiesAVersionByteForByte(@TempDir Path folder) throws Exception {
        Skopeo.run("copy", "--src-tls-verify=false", image + ":latest", "oci:" + folder + ":latest");
        JsonNode index = JSON.readTree(folder.resolve("index.json"));
        assertThat(index.path("manifests").get(0).path("digest").asString()).isEqualTo(digest());
        JsonNode manifest = JSON.readTree(blob(folder, digest()));
        assertThat(manifest.path("layers").size()).isEqualTo(MODEL.size());
        for (JsonNode layer : manifest.path("layers")) {
            String path =
                    layer.path("annotations").path("org.cncf.model.filepath").asString();
            assertThat(blob(folder, layer.path("digest").asString()))
                    .as(path)
                    .isEqualTo(Objects.requireNonNull(MODEL.get(path)));
        }
    }

    private String digest() {
        return client.get("http://localhost:%d/v2/skopeo/base/manifests/1".formatted(client.port()))
                .header("Docker-Content-Digest");
    }

    private static byte[] blob(Path folder, String digest) throws IOException {
        return Files.readAllBytes(folder.resolve("blobs").resolve(digest.replace(':', '/')));
    }
}
