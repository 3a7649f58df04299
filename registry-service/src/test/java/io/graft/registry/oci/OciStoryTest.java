package io.graft.registry.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.Digest;
import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import io.graft.registry.Weights;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What OCI's clients send when they read, and what they need in the answers. */
@RegistryTest
class OciStoryTest {
    private static final Map<String, byte[]> MODEL = new HashMap<>(Weights.model(61));
    private static final String UNKNOWN = "sha256:" + "0".repeat(64);

    static {
        MODEL.put("README.md", "# A model".getBytes(StandardCharsets.UTF_8));
    }

    private final Uploader client;
    private final JdbcClient jdbc;
    private final String root;

    @Autowired
    OciStoryTest(@LocalServerPort int port, JdbcClient jdbc) {
        this.client = new Uploader(port);
        this.jdbc = jdbc;
        this.root = "http://localhost:" + port + "/v2/";
    }

    @BeforeEach
    void aModelWithTwoVersionsAndAnAlias() {
        if (client.get("/models/oci/Base").status() == 404) {
            client.model("oci/Base", "base");
            client.publish("oci/Base", MODEL, null);
            client.publish("oci/Base", Weights.model(62), null);
            client.put("/models/oci/Base/aliases/production", "{'version': 1}", "If-None-Match", "*");
            client.model("oci/other", "base");
            client.publish("oci/other", Weights.model(63), null);
        }
    }

    @Test
    void itIsARegistry() {
        Answer answer = get("");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Docker-Distribution-API-Version")).isEqualTo("registry/2.0");
        assertThat(new String(answer.raw().body(), StandardCharsets.UTF_8)).isEqualTo("{}");
    }

    @Test
    void aVersionIsAModelPackArtifactWithALayerForEachFile() {
        Answer answer = get("oci/base/manifests/1");
        JsonNode manifest = answer.json();
        assertThat(answer.header("Content-Type")).isEqualTo("application/vnd.oci.image.manifest.v1+json");
        assertThat(manifest.path("artifactType").asString()).isEqualTo("application/vnd.cncf.model.manifest.v1+json");
        assertThat(manifest.path("config").path("mediaType").asString())
                .isEqualTo("application/vnd.cncf.model.config.v1+json");
        assertThat(manifest.path("layers").valueStream().map(OciStoryTest::pathAndType))
                .containsExactly(
                        "README.md application/vnd.cncf.model.doc.v1.raw",
                        "config.json application/vnd.cncf.model.weight.config.v1.raw",
                        "model.safetensors application/vnd.cncf.model.weight.v1.raw");
    }

    @Test
    void itsDigestIsOfTheVeryBytes() {
        Answer answer = get("oci/base/manifests/1");
        String digest = Digest.of(answer.raw().body()).toString();
        assertThat(answer.header("Docker-Content-Digest")).isEqualTo(digest);
        assertThat(get("oci/base/manifests/" + digest).raw().body())
                .isEqualTo(answer.raw().body());
        assertThat(get("oci/base/blobs/" + digest).raw().body())
                .isEqualTo(answer.raw().body());
        Answer head = head("oci/base/manifests/1");
        assertThat(head.header("Docker-Content-Digest")).isEqualTo(digest);
        assertThat(head.header("Content-Length"))
                .isEqualTo(Integer.toString(answer.raw().body().length));
    }

    @Test
    void madeAgainItHasTheSameBytes() {
        Answer first = get("oci/base/manifests/1");
        jdbc.sql("delete from oci_artifact").update();
        String digest = first.header("Docker-Content-Digest");
        assertThat(get("oci/base/manifests/" + digest).raw().body())
                .as("found by digest though nobody asked for its tag before")
                .isEqualTo(first.raw().body());
    }

    @Test
    void theConfigSaysWhatTheModelIs() {
        JsonNode descriptor = get("oci/base/manifests/1").json().path("config");
        Answer answer = get("oci/base/blobs/" + descriptor.path("digest").asString());
        assertThat(Digest.of(answer.raw().body()).toString())
                .isEqualTo(descriptor.path("digest").asString());
        assertThat(answer.raw().body().length).isEqualTo(descriptor.path("size").asInt());
        JsonNode config = tree(answer);
        assertThat(config.path("descriptor").path("name").asString()).isEqualTo("oci/Base");
        assertThat(config.path("descriptor").path("version").asString()).isEqualTo("1");
        assertThat(config.path("descriptor").path("family").asString()).isEqualTo("llama");
        assertThat(config.path("config").path("format").asString()).isEqualTo("safetensors");
        assertThat(config.path("config").path("precision").asString()).isEqualTo("fp32");
        assertThat(config.path("config").path("paramSize").asString()).isEqualTo("0.1K");
        assertThat(config.path("modelfs").path("type").asString()).isEqualTo("layers");
        assertThat(config.path("modelfs").path("diffIds").size()).isEqualTo(3);
    }

    @Test
    void numbersAliasesAndLatestAreTags() {
        assertThat(digest("production")).isEqualTo(digest("1"));
        assertThat(digest("latest")).isEqualTo(digest("2")).isNotEqualTo(digest("1"));
        assertThat(Uploader.texts(get("oci/base/tags/list").json().path("tags")))
                .containsExactly("1", "2", "latest", "production");
    }

    @Test
    void tagsComeInPages() {
        Answer first = get("oci/base/tags/list?n=3");
        assertThat(Uploader.texts(first.json().path("tags"))).containsExactly("1", "2", "latest");
        assertThat(first.header("Link")).isEqualTo("</v2/oci/base/tags/list?n=3&last=latest>; rel=\"next\"");
        Answer second = get("oci/base/tags/list?n=3&last=latest");
        assertThat(Uploader.texts(second.json().path("tags"))).containsExactly("production");
        assertThat(second.header("Link")).isEmpty();
    }

    @Test
    void aFileIsFetchedByRedirect() {
        byte[] weights = Objects.requireNonNull(MODEL.get("model.safetensors"));
        String path = "oci/base/blobs/" + Digest.of(weights);
        Answer head = head(path);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(weights.length));
        Answer body = get(path);
        assertThat(body.status()).isEqualTo(307);
        assertThat(body.header("Docker-Content-Digest"))
                .isEqualTo(Digest.of(weights).toString());
        assertThat(client.get(body.header("Location")).raw().body()).isEqualTo(weights);
    }

    @Test
    void whatIsMissingIsSaidInOcisWords() {
        assertThat(refusal(get("oci/nothing/manifests/1"), 404)).isEqualTo("NAME_UNKNOWN");
        assertThat(refusal(get("oci/nothing/tags/list"), 404)).isEqualTo("NAME_UNKNOWN");
        assertThat(refusal(get("one/two/three/manifests/1"), 404)).isEqualTo("NAME_UNKNOWN");
        assertThat(refusal(get("oci/base/manifests/9"), 404)).isEqualTo("MANIFEST_UNKNOWN");
        assertThat(refusal(get("oci/base/manifests/canary"), 404)).isEqualTo("MANIFEST_UNKNOWN");
        assertThat(refusal(get("oci/base/manifests/" + UNKNOWN), 404)).isEqualTo("MANIFEST_UNKNOWN");
        assertThat(refusal(get("oci/base/blobs/" + UNKNOWN), 404)).isEqualTo("BLOB_UNKNOWN");
        assertThat(refusal(get("oci/base/blobs/sha512:00"), 400)).isEqualTo("DIGEST_INVALID");
        assertThat(refusal(get("Oci/base/tags/list"), 400)).isEqualTo("NAME_INVALID");
    }

    @Test
    void aNameInSmallLettersThatSeveralHaveIsNobodys() {
        client.model("oci/Twin", "base");
        client.model("oci/tWin", "base");
        assertThat(refusal(get("oci/twin/tags/list"), 404)).isEqualTo("NAME_UNKNOWN");
        assertThat(get("oci/Twin/tags/list").json().path("tags").isEmpty()).isTrue();
    }

    @Test
    void anAdaptersManifestSaysWhatItWasTrainedOn() {
        client.model("oci/tuned", "adapter");
        client.publish("oci/tuned", Weights.adapter(65, 8), "oci/Base@1");
        JsonNode annotations = get("oci/tuned/manifests/latest").json().path("annotations");
        assertThat(annotations.path("io.graft.kind").asString()).isEqualTo("adapter");
        assertThat(annotations.path("io.graft.base").asString()).isEqualTo("oci/Base@1");
    }

    @Test
    void anotherModelsBytesAreNotAnsweredUnderThisName() {
        String theirs = Digest.of(Objects.requireNonNull(Weights.model(63).get("model.safetensors")))
                .toString();
        assertThat(get("oci/other/blobs/" + theirs).status()).isEqualTo(307);
        assertThat(refusal(get("oci/base/blobs/" + theirs), 404)).isEqualTo("BLOB_UNKNOWN");
        String manifest = get("oci/other/manifests/1").header("Docker-Content-Digest");
        assertThat(refusal(get("oci/base/manifests/" + manifest), 404)).isEqualTo("MANIFEST_UNKNOWN");
    }

    @Test
    void nothingCanBePushed() {
        Answer answer = client.post(root + "oci/base/blobs/uploads/", "");
        assertThat(refusal(answer, 405)).isEqualTo("UNSUPPORTED");
        assertThat(refusal(client.put(root + "oci/base/manifests/1", "{}"), 405))
                .isEqualTo("UNSUPPORTED");
    }

    @Test
    void nothingRefersToAManifest() {
        Answer answer = get("oci/base/referrers/" + digest("1"));
        assertThat(answer.header("Content-Type")).isEqualTo("application/vnd.oci.image.index.v1+json");
        assertThat(answer.json().path("manifests").isEmpty()).isTrue();
        assertThat(answer.json().path("manifests").isArray()).isTrue();
    }

    @Test
    void aVersionThatWasWithdrawnIsDenied() {
        client.model("oci/withdrawn", "base");
        Map<String, byte[]> files = Weights.model(64);
        client.publish("oci/withdrawn", files, null);
        client.put("/models/oci/withdrawn/aliases/production", "{'version': 1}", "If-None-Match", "*");
        String digest = get("oci/withdrawn/manifests/1").header("Docker-Content-Digest");
        client.post("/models/oci/withdrawn/versions/1/withdraw", "{'reason': 'Poisoned', 'kind': 'data'}");

        assertThat(refusal(get("oci/withdrawn/manifests/1"), 403)).isEqualTo("DENIED");
        assertThat(refusal(get("oci/withdrawn/manifests/production"), 403)).isEqualTo("DENIED");
        assertThat(refusal(get("oci/withdrawn/manifests/" + digest), 403)).isEqualTo("DENIED");
        String layer = Digest.of(Objects.requireNonNull(files.get("model.safetensors")))
                .toString();
        assertThat(refusal(get("oci/withdrawn/blobs/" + layer), 403)).isEqualTo("DENIED");
        assertThat(get("oci/withdrawn/tags/list").json().path("tags").isEmpty()).isTrue();
    }

    private Answer get(String path) {
        return client.get(root + path);
    }

    private Answer head(String path) {
        return client.send(client.request(root + path).HEAD());
    }

    private String digest(String tag) {
        return head("oci/base/manifests/" + tag).header("Docker-Content-Digest");
    }

    private static String refusal(Answer answer, int status) {
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(status);
        JsonNode error = answer.json().path("errors").get(0);
        assertThat(error.path("message").asString()).isNotEmpty();
        return error.path("code").asString();
    }

    private static JsonNode tree(Answer answer) {
        return new JsonMapper().readTree(answer.raw().body());
    }

    private static String pathAndType(JsonNode layer) {
        return "%s %s"
                .formatted(
                        layer.path("annotations")
                                .path("org.cncf.model.filepath")
                                .asString(),
                        layer.path("mediaType").asString());
    }
}
