package io.graft.registry.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Where changing something needs a token, MLflow's clients send it in either of their ways. */
@RegistryTest
@TestPropertySource(
        properties = {"graft.access.mode=tokens", "graft.access.bootstrap-token=" + MlflowTokensTest.SECRET})
class MlflowTokensTest {
    static final String SECRET = "graft_0123456789012345678901234567890123456789";

    private final Uploader client;
    private final String root;

    MlflowTokensTest(@LocalServerPort int port) {
        this.client = new Uploader(port);
        this.root = "http://localhost:" + port;
    }

    @Test
    void aTokenIsAPasswordOrABearers() {
        assertThat(create("flow/by-bearer", "Bearer " + SECRET).status()).isEqualTo(200);
        assertThat(create("flow/by-password", basic("anybody", SECRET)).status())
                .isEqualTo(200);
    }

    @Test
    void mlflowsOwnClientSendsItToo() {
        new MlflowClient(new BasicMlflowHostCreds(root, "anybody", SECRET))
                .sendPost("registered-models/create", "{\"name\": \"flow/by-client\"}");
        new MlflowClient(new BasicMlflowHostCreds(root, SECRET))
                .sendPost(
                        "registered-models/set-tag",
                        "{\"name\": \"flow/by-client\", \"key\": \"a\", \"value\": \"b\"}");

        assertThat(client.get("/models/flow/by-client")
                        .json()
                        .path("tags")
                        .path("a")
                        .asString())
                .isEqualTo("b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic",
                "Basic !!!",
                "Basic bm9ib2R5OnBhc3N3b3Jk",
                "Basic bm9ib2R5OmdyYWZ0X29mX25vYm9keQ==",
                "Bearer graft_of_nobody"
            })
    void whoHasNoneChangesNothing(String authorization) {
        Answer refused = create("flow/refused", authorization);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.json().path("error_code").asString()).isEqualTo("UNAUTHENTICATED");
        assertThat(refused.header("WWW-Authenticate")).isNotEmpty();
    }

    @Test
    void readingNeedsNone() {
        create("flow/read", "Bearer " + SECRET);

        assertThat(send("registered-models/get-latest-versions", "flow/read", "")
                        .status())
                .isEqualTo(200);
        assertThat(client.get(root + "/api/2.0/mlflow/registered-models/get?name=flow/read")
                        .status())
                .isEqualTo(200);
    }

    private Answer create(String name, String authorization) {
        return send("registered-models/create", name, authorization);
    }

    private Answer send(String path, String name, String authorization) {
        HttpRequest.Builder request = client.request(root + "/api/2.0/mlflow/" + path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\": \"%s\"}".formatted(name)));
        return client.send(authorization.isEmpty() ? request : request.header("Authorization", authorization));
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
