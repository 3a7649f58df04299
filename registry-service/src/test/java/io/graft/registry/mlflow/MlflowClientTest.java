package io.graft.registry.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Weights;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mlflow.api.proto.ModelRegistry.ModelVersion;
import org.mlflow.api.proto.ModelRegistry.ModelVersionStatus;
import org.mlflow.api.proto.ModelRegistry.RegisteredModel;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowHttpException;
import org.mlflow.tracking.ModelVersionsPage;
import org.springframework.boot.test.web.server.LocalServerPort;

/** MLflow's own client, as it is. */
@RegistryTest
class MlflowClientTest {
    private static final String MODEL = "flow/client";

    private final Uploader uploader;
    private final MlflowClient client;

    MlflowClientTest(@LocalServerPort int port) {
        this.uploader = new Uploader(port);
        this.client = new MlflowClient("http://localhost:" + port);
    }

    @BeforeEach
    void aModelThatTheClientMade() {
        if (uploader.get("/models/" + MODEL).status() == 404) {
            assertThat(send(
                            "registered-models/create",
                            "{'name': 'flow/client', 'description': 'Made by a client of MLflow'}"))
                    .contains("\"registered_model\"");
            uploader.publish(MODEL, Weights.model(60), null);
            uploader.publish(MODEL, Weights.model(61), null);
        }
    }

    @Test
    void readsARegisteredModel() {
        RegisteredModel model = client.getRegisteredModel(MODEL);

        assertThat(model.getName()).isEqualTo(MODEL);
        assertThat(model.getDescription()).isEqualTo("Made by a client of MLflow");
        assertThat(model.getCreationTimestamp()).isPositive();
        assertThat(model.getTagsList()).anyMatch(tag -> tag.getKey().equals("registry.kind"));
    }

    @Test
    void findsTheLatestVersion() {
        assertThat(client.getLatestVersions(MODEL))
                .extracting(ModelVersion::getVersion)
                .containsExactly("2");
        assertThat(client.getLatestVersions(MODEL, List.of("Production"))).isEmpty();
    }

    @Test
    void readsAVersionAndWhereItsArtifactsAre() {
        ModelVersion version = client.getModelVersion(MODEL, "1");

        assertThat(version.getStatus()).isEqualTo(ModelVersionStatus.READY);
        assertThat(version.getSource()).isEqualTo("registry://flow/client/1");
        assertThat(client.getModelVersionDownloadUri(MODEL, "1")).isEqualTo("mlflow-artifacts:/models/flow/client/1");
    }

    @Test
    void searchesVersionsPageByPage() {
        ModelVersionsPage page = client.searchModelVersions("name='flow/client'", 1, List.of("version_number ASC"));

        assertThat(page.getItems()).extracting(ModelVersion::getVersion).containsExactly("1");
        assertThat(page.getNextPage().getItems())
                .extracting(ModelVersion::getVersion)
                .containsExactly("2");
        assertThat(client.searchModelVersions().getItems()).isNotEmpty();
    }

    @Test
    void writesByTheWayThatIsLeftToIt() {
        assertThat(send(
                        "model-versions/create",
                        "{'name': 'flow/client', 'source': 'registry://flow/client/2', 'run_id': 'r1'}"))
                .contains("\"run_id\":\"r1\"");
        assertThat(send("registered-models/alias", "{'name': 'flow/client', 'alias': 'best', 'version': '2'}"))
                .isEqualTo("{}");
        assertThat(client.sendPatch(
                        "model-versions/update",
                        "{\"name\": \"flow/client\", \"version\": \"2\", \"description\": \"Better\"}"))
                .contains("Better");
        assertThat(client.getModelVersion(MODEL, "2").getRunId()).isEqualTo("r1");
    }

    @Test
    void isToldWhatIsMissing() {
        assertThatThrownBy(() -> client.getRegisteredModel("flow/nothing"))
                .isInstanceOf(MlflowHttpException.class)
                .hasMessageContaining("404");
    }

    private String send(String path, String json) {
        return client.sendPost(path, json.replace('\'', '"'));
    }
}
