package io.graft.registry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.Digest;
import io.graft.core.transfer.Part;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3BlobsTest extends BlobsContract {
    @TempDir
    private static Path folder = Path.of("");

    private final HttpClient http = HttpClient.newHttpClient();
    private boolean outside;
    private S3Server server;
    private Store store;

    @BeforeAll
    void start() throws Exception {
        server = S3Server.over(folder);
        var settings = new StorageSettings.S3(
                server.endpoint(),
                URI.create("https://bytes.example.org"),
                "us-east-1",
                "graft-test",
                S3Server.ACCESS_KEY,
                S3Server.SECRET_KEY);
        store = new S3Store(new Bucket(settings, Duration.ofHours(1), () -> outside));
    }

    @Override
    Store store() {
        return store;
    }

    @AfterAll
    void stop() throws Exception {
        server.stop();
    }

    @Override
    void put(Upload upload, Part part, byte[] body) throws Exception {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(part.url())
                        .PUT(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    @Test
    void aDownloadUrlServesRangesUnderTheFilesName() throws Exception {
        byte[] file = random(200, 1000);
        upload(file);
        URI url = blobs().downloadUrl(Digest.of(file), "model.safetensors");

        HttpResponse<byte[]> response = get(url, "bytes=10-19");

        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(response.body()).isEqualTo(Arrays.copyOfRange(file, 10, 20));
        assertThat(response.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(value -> assertThat(value).contains("model.safetensors"));
    }

    @Test
    void aUrlThatWasTamperedWithIsRefused() throws Exception {
        byte[] file = random(201, 1000);
        upload(file);
        URI url = blobs().downloadUrl(Digest.of(file), "model.safetensors");

        assertThat(get(URI.create(url.toString().replace("X-Amz-Expires=3600", "X-Amz-Expires=9999")), "bytes=0-")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void clientsFromOutsideAreSentToThePublicAddress() {
        byte[] file = random(202, 1000);
        outside = true;
        try {
            assertThat(begin(file).parts().getFirst().url()).hasHost("bytes.example.org");
        } finally {
            outside = false;
        }
        assertThat(begin(file).parts().getFirst().url()).hasHost("127.0.0.1");
    }

    private HttpResponse<byte[]> get(URI url, String range) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(url).header("Range", range).build(), BodyHandlers.ofByteArray());
    }
}
