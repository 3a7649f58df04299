package io.graft.registry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import io.graft.registry.Weights;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** The registry over an S3 SERVER, from its settings on: bytes go past it. */
@RegistryTest
@DirtiesContext
class S3StoryTest {
    private static final S3Server SERVER = S3Server.overAFreshFolder();

    private final Uploader client;

    S3StoryTest(@LocalServerPort int port) {
        this.client = new Uploader(port);
    }

    @DynamicPropertySource
    static void s3(DynamicPropertyRegistry settings) {
        settings.add("graft.storage.kind", () -> "s3");
        settings.add("graft.storage.s3.endpoint", SERVER::endpoint);
        settings.add("graft.storage.s3.public-endpoint", () -> "https://bytes.example.org");
        settings.add("graft.storage.s3.access-key", () -> S3Server.ACCESS_KEY);
        settings.add("graft.storage.s3.secret-key", () -> S3Server.SECRET_KEY);
    }

    @AfterAll
    static void stop() throws Exception {
        SERVER.stop();
    }

    @Test
    void aModelIsUploadedPastTheRegistryAndDownloadedPastIt() {
        Map<String, byte[]> files = Weights.model(1, 300);
        client.model("s3/model", "base");
        Answer announced = client.announce("s3/model", files, null);
        assertThat(announced.status()).as(announced.json().toString()).isEqualTo(201);
        for (JsonNode upload : announced.json().path("uploads")) {
            byte[] file = Objects.requireNonNull(files.get(upload.path("path").asString()));
            for (JsonNode part : upload.path("parts")) {
                assertThat(part.path("url").asString())
                        .startsWith(SERVER.endpoint().toString());
                assertThat(client.send(part, file).status()).isEqualTo(200);
            }
        }

        JsonNode version = client.complete("s3/model", 1).json();

        assertThat(version.path("state").asString()).as(version.toString()).isEqualTo("READY");
        String url = client.get("/models/s3/model/versions/1/files/model.safetensors")
                .header("Location");
        assertThat(url).startsWith(SERVER.endpoint().toString());
        Answer range = client.send(client.request(url).header("Range", "bytes=8-99"));
        assertThat(range.raw().body())
                .isEqualTo(Arrays.copyOfRange(Objects.requireNonNull(files.get("model.safetensors")), 8, 100));
    }

    @Test
    void whoComesThroughTheGatewayIsSentToThePublicAddress() {
        client.model("s3/outside", "base");
        Answer announced = client.send(client.request("/models/s3/outside/versions")
                .header("Content-Type", "application/json")
                .header("X-Forwarded-Host", "graft.example.org")
                .header("X-Forwarded-Proto", "https")
                .POST(BodyPublishers.ofString(Uploader.announcement(Weights.model(2), null))));

        assertThat(announced
                        .json()
                        .path("uploads")
                        .get(0)
                        .path("parts")
                        .get(0)
                        .path("url")
                        .asString())
                .startsWith("https://bytes.example.org/graft/blobs/sha256/");
    }
}
