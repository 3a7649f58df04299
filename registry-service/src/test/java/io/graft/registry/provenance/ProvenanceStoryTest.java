package io.graft.registry.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graft.core.attestation.Envelope;
import io.graft.core.attestation.VerifyingKey;
import io.graft.registry.EmptyQueue;
import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import io.graft.registry.Weights;
import io.graft.registry.merge.TestWorker;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@RegistryTest
class ProvenanceStoryTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final AtomicInteger COUNT = new AtomicInteger(700);

    private final Uploader client;
    private final JdbcClient jdbc;
    private final String space = "origin" + COUNT.incrementAndGet();

    @Autowired
    ProvenanceStoryTest(@LocalServerPort int port, JdbcClient jdbc) {
        this.client = new Uploader(port);
        this.jdbc = jdbc;
    }

    @BeforeEach
    void twoModelsUnderDifferentLicences() {
        EmptyQueue.of(jdbc);
        publish("first", "apache-2.0");
        publish("second", "cc-by-nc-4.0");
    }

    @Test
    void anUploadedVersionIsSignedWithItsFilesAndItsTensors() {
        JsonNode statement = statement("first");

        assertThat(statement.path("_type").asString()).isEqualTo("https://in-toto.io/Statement/v1");
        assertThat(statement.path("predicateType").asString()).isEqualTo("https://slsa.dev/provenance/v1");
        assertThat(digests(statement)).isEqualTo(files("first"));
        JsonNode predicate = statement.path("predicate");
        assertThat(predicate.at("/buildDefinition/buildType").asString()).isEqualTo("urn:graft:upload:v1");
        assertThat(predicate.path("graft_tensors").size()).isPositive();
        assertThat(predicate.at("/graft_licence/licences/0").asString()).isEqualTo("apache-2.0");
    }

    @Test
    void aMergedVersionIsSignedWithItsRecipeItsInputsAndTheLicenceTheyLeaveIt() {
        merge();
        JsonNode predicate = statement("mix").path("predicate");

        assertThat(predicate.at("/buildDefinition/buildType").asString()).isEqualTo("urn:graft:merge:v1");
        assertThat(predicate
                        .at("/buildDefinition/externalParameters/recipe/merge_method")
                        .asString())
                .isEqualTo("linear");
        JsonNode inputs = predicate.at("/buildDefinition/resolvedDependencies");
        assertThat(inputs.findValuesAsString("name"))
                .containsExactlyInAnyOrder(space + "/first@1", space + "/second@1");
        assertThat("sha256:" + inputs.get(0).at("/digest/sha256").asString())
                .isEqualTo(client.get("/models/%s/versions/1"
                                .formatted(inputs.get(0).path("name").asString().split("@", -1)[0]))
                        .json()
                        .path("digest")
                        .asString());
        assertThat(Uploader.texts(predicate.at("/graft_licence/licences")))
                .containsExactly("cc-by-nc-4.0", "apache-2.0");
        assertThat(predicate.at("/runDetails/metadata/startedOn").isMissingNode())
                .isFalse();
    }

    @Test
    void whatWasSignedIsTheSameEachTimeAndStaysValidWhenTheKeyIsRotated() {
        Answer before = client.get(path("first") + "/provenance");
        Answer rotated = client.post("/keys", "");
        assertThat(rotated.status()).isEqualTo(201);
        Answer after = client.get(path("first") + "/provenance");

        assertThat(after.json()).isEqualTo(before.json());
        assertThat(envelope("first").body(keys())).isEqualTo(envelope("first").body());
        publish("third", "mit");
        assertThat(envelope("third").signatures().getFirst().keyid())
                .isEqualTo(rotated.json().path("keyId").asString());
        assertThatThrownBy(() -> envelope("third").body(keys().subList(1, keys().size())))
                .hasMessageContaining("the keys at hand");
    }

    @Test
    void thereIsABillOfMaterial() {
        merge();
        JsonNode bom = client.get(path("mix") + "/bom").json();

        assertThat(bom.path("bomFormat").asString()).isEqualTo("CycloneDX");
        assertThat(bom.at("/metadata/component/type").asString()).isEqualTo("machine-learning-model");
        assertThat(bom.at("/metadata/component/name").asString()).isEqualTo(space + "/mix");
        assertThat(bom.path("components").findValuesAsString("bom-ref"))
                .containsExactlyInAnyOrder(space + "/first@1", space + "/second@1");
        assertThat(bom.at("/dependencies/0/dependsOn").size()).isEqualTo(2);
    }

    @Test
    void licencesThatDoNotGoTogetherAreFoundBeforeTheMerge() {
        publish("third", "gpl-3.0");
        Answer preflight =
                client.post("/merges/preflight", "{'recipeText': '%s'}".formatted(recipe("second", "third")));

        assertThat(preflight.json().findValuesAsString("code")).contains("LICENCES_CONFLICT");
    }

    private void publish(String name, String licence) {
        client.model(space + "/" + name, "base");
        Map<String, byte[]> files = new HashMap<>(Weights.model(COUNT.incrementAndGet()));
        files.put("README.md", "---\nlicense: %s\n---\n".formatted(licence).getBytes(StandardCharsets.UTF_8));
        client.publish(space + "/" + name, files, null);
    }

    private void merge() {
        Answer asked = client.post(
                "/merges", "{'recipeText': '%s', 'output': '%s/mix'}".formatted(recipe("first", "second"), space));
        assertThat(asked.status()).as(asked.json().toString()).isEqualTo(202);
        TestWorker.claim(client).finish(Weights.model(COUNT.incrementAndGet()));
    }

    private String recipe(String first, String second) {
        return "merge_method: linear\\nmodels:\\n- {model: %1$s/%2$s@1, parameters: {weight: 0.5}}\\n- {model: %1$s/%3$s@1, parameters: {weight: 0.5}}\\ndtype: float32\\n"
                .formatted(space, first, second);
    }

    private String path(String name) {
        return "/models/%s/%s/versions/1".formatted(space, name);
    }

    private Envelope envelope(String name) {
        return JSON.treeToValue(client.get(path(name) + "/provenance").json(), Envelope.class);
    }

    private JsonNode statement(String name) {
        return JSON.readTree(envelope(name).body(keys()));
    }

    private List<VerifyingKey> keys() {
        return StreamSupport.stream(client.get("/keys").json().spliterator(), false)
                .map(key -> VerifyingKey.of(
                        Base64.getDecoder().decode(key.path("publicKey").asString())))
                .toList();
    }

    private static Map<String, String> digests(JsonNode statement) {
        Map<String, String> digests = new HashMap<>();
        statement
                .path("subject")
                .forEach(file -> digests.put(
                        file.path("name").asString(),
                        "sha256:" + file.at("/digest/sha256").asString()));
        return digests;
    }

    private Map<String, String> files(String name) {
        Map<String, String> digests = new HashMap<>();
        client.get(path(name))
                .json()
                .path("files")
                .forEach(file -> digests.put(
                        file.path("path").asString(), file.path("sha256").asString()));
        return digests;
    }
}
