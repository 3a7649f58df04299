package io.graft.registry.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import io.graft.registry.Weights;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@RegistryTest
class VersionStoryTest {
    private final Uploader client;

    VersionStoryTest(@LocalServerPort int port) {
        this.client = new Uploader(port);
    }

    @Test
    void aBaseModelIsAnnouncedUploadedVerifiedAndReady() {
        client.model("acme/story", "base");
        Map<String, byte[]> files = Weights.model(1);
        Answer announced = client.announce("acme/story", files, null);
        assertThat(announced.status()).isEqualTo(201);
        assertThat(announced.json().path("state").asString()).isEqualTo("PENDING");
        assertThat(client.complete("acme/story", 1).code()).isEqualTo("UPLOAD_INCOMPLETE");

        client.upload(announced, files);
        JsonNode version = client.complete("acme/story", 1).json();

        assertThat(version.path("state").asString()).as(version.toString()).isEqualTo("READY");
        assertThat(version.path("fingerprint").asString()).startsWith("sha256:");
        assertThat(version.path("config").path("parameters").asLong()).isEqualTo(128);
        Answer file = client.get("/models/acme/story/versions/latest/files/model.safetensors");
        assertThat(file.status()).isEqualTo(302);
        Answer content = client.get(file.raw().headers().firstValue("Location").orElseThrow());
        assertThat(content.raw().body()).isEqualTo(files.get("model.safetensors"));
    }
}
