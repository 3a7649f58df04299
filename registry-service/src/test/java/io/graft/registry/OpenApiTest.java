package io.graft.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@RegistryTest
class OpenApiTest {
    private final Uploader client;

    OpenApiTest(@LocalServerPort int port) {
        this.client = new Uploader(port);
    }

    @Test
    void describesEveryPath() {
        JsonNode document = client.get("/openapi").json();

        assertThat(document.path("paths").propertyNames())
                .contains(
                        "/api/v1/models",
                        "/api/v1/models/{namespace}/{name}",
                        "/api/v1/models/{namespace}/{name}/versions",
                        "/api/v1/models/{namespace}/{name}/versions/{version}/complete",
                        "/api/v1/models/{namespace}/{name}/versions/{version}/lineage",
                        "/api/v1/models/{namespace}/{name}/aliases/{alias}",
                        "/api/v1/blobs/{digest}",
                        "/api/v1/recipes",
                        "/api/v1/merges",
                        "/api/v1/jobs/claim");
    }

    @Test
    void digestsAndNamesAreStringsInIt() {
        JsonNode schemas = client.get("/openapi").json().path("components").path("schemas");

        assertThat(schemas.path("ArtifactFile")
                        .path("properties")
                        .path("sha256")
                        .path("type")
                        .asString())
                .isEqualTo("string");
        assertThat(schemas.path("Node")
                        .path("properties")
                        .path("model")
                        .path("type")
                        .asString())
                .isEqualTo("string");
    }

    @Test
    void healthIsToldWithoutAsking() {
        assertThat(client.get("http://localhost:%d/actuator/health".formatted(client.port()))
                        .status())
                .isEqualTo(200);
    }
}
