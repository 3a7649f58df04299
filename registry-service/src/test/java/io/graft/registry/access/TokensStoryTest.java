package io.graft.registry.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** The registry as many people share it. */
@RegistryTest
@TestPropertySource(
        properties = {"graft.access.mode=tokens", "graft.access.bootstrap-token=" + TokensStoryTest.BOOTSTRAP})
class TokensStoryTest {
    static final String BOOTSTRAP = "graft_0123456789012345678901234567890123456789";
    private static final String CLAIM =
            "{'worker': 'w', 'kinds': ['merge'], 'capabilities': {'gpu': false, 'memoryBytes': 0}, 'waitSeconds': 0}";
    private static final String JOB = "/jobs/01890000-0000-7000-8000-000000000000";

    private final Uploader client;

    TokensStoryTest(@LocalServerPort int port) {
        this.client = new Uploader(port);
    }

    @Test
    void theBootstrapTokenMakesTheFirstOnes() {
        String secret = token("first-admin", "admin");

        assertThat(post("/tokens", "{'name': 'second', 'roles': ['worker']}", secret)
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"POST, /models", "POST, /recipes", "POST, /jobs/claim", "DELETE, /tokens/any", "PUT, /nothing"})
    void nothingChangesWithoutAToken(String method, String path) {
        Answer refused = client.send(client.request(path)
                .header("Content-Type", "application/json")
                .header("X-Graft-Actor", "root")
                .method(method, BodyPublishers.ofString("{}")));

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.code()).isEqualTo("TOKEN_MISSING");
        assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void readingNeedsNone() {
        assertThat(client.get("/models").status()).isEqualTo(200);
        assertThat(client.get("/audit").status()).isEqualTo(200);
        assertThat(client.get("/tokens").status()).isEqualTo(401);
    }

    @Test
    void workersComeWithTheRoleOfOne() {
        String worker = token("box-1", "worker");
        String person = token("person-1", "release-manager");

        assertThat(post("/jobs/claim", CLAIM, worker).status()).isEqualTo(200);
        assertThat(post("/jobs/claim", CLAIM, person).code()).isEqualTo("ROLE_MISSING");
        assertThat(post(JOB + "/settle", "{'epoch': 1, 'outcome': {'outcome': 'succeeded'}}", worker)
                        .code())
                .isEqualTo("JOB_NOT_FOUND");
        assertThat(post(JOB + "/retry", "", person).code()).isEqualTo("JOB_NOT_FOUND");
    }

    @Test
    void aSignedUrlIsPermissionEnough() {
        Answer refused = client.put(
                "/blobs/uploads/01890000-0000-7000-8000-000000000000/parts/1?expires=9999999999&signature=00", "x");

        assertThat(refused.code()).isEqualTo("URL_FORGED");
    }

    @Test
    void theLogNamesThem() {
        post("/models", "{'namespace': 'tokens', 'name': 'm', 'kind': 'base'}", token("ada", "release-manager"));

        assertThat(client.get("/audit?subject=tokens/m")
                        .json()
                        .path("items")
                        .path(0)
                        .path("actor")
                        .asString())
                .isEqualTo("ada");
    }

    @Test
    void aKeyOfAnotherPersonDoesNotTellTheirAnswer() {
        String model = "{'namespace': 'tokens', 'name': 'keyed', 'kind': 'base'}";

        assertThat(keyed(model, null).status()).isEqualTo(401);
        assertThat(keyed(model, token("owner", "author")).status()).isEqualTo(201);
        assertThat(keyed(model, token("other", "author")).code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(keyed(model, null).code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    private String token(String name, String role) {
        Answer made = post("/tokens", "{'name': '%s', 'roles': ['%s']}".formatted(name, role), BOOTSTRAP);
        assertThat(made.status()).as(made.json().toString()).isEqualTo(201);
        return made.json().path("secret").asString();
    }

    private Answer post(String path, String json, String secret) {
        return client.send(request(path, json).header("Authorization", "Bearer " + secret));
    }

    private Answer keyed(String json, @Nullable String secret) {
        HttpRequest.Builder request = request("/models", json).header("Idempotency-Key", "one-key");
        return client.send(secret == null ? request : request.header("Authorization", "Bearer " + secret));
    }

    private HttpRequest.Builder request(String path, String json) {
        return client.request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json.replace('\'', '"')));
    }
}
