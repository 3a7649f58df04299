package io.graft.registry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import io.graft.registry.Weights;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import tools.jackson.databind.JsonNode;

/** The registry as one person has it: nobody needs a token, and whoever has one is called by its name. */
@RegistryTest
class AccessStoryTest {
    private final Uploader client;
    private final JdbcClient jdbc;
    private final Audit audit;
    private final Actors actors;

    AccessStoryTest(
            @LocalServerPort int port, @Autowired JdbcClient jdbc, @Autowired Audit audit, @Autowired Actors actors) {
        this.client = new Uploader(port);
        this.jdbc = jdbc;
        this.audit = audit;
        this.actors = actors;
    }

    @Test
    void theSecretOfATokenIsToldOnce() {
        Answer made = client.post("/tokens", "{'name': 'once', 'roles': ['worker', 'approver']}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
        String secret = made.json().path("secret").asString();
        assertThat(secret).matches("graft_[0-9A-Za-z]{43}");
        Answer shown = client.get("/tokens/once");
        assertThat(Uploader.texts(shown.json().path("roles"))).containsExactly("approver", "worker");
        assertThat(shown.json().has("secret")).isFalse();
        assertThat(client.get("/tokens").json().toString()).contains("\"once\"").doesNotContain(secret);
        assertThat(jdbc.sql("select * from access_token").query().listOfRows().toString())
                .doesNotContain(secret);
    }

    @Test
    void aSecretIsNotKeptForARepeatedRequest() {
        Answer made = client.send(client.request("/tokens")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "token-key")
                .POST(BodyPublishers.ofString("{\"name\": \"keyed\", \"roles\": [\"worker\"]}")));

        assertThat(made.status()).isEqualTo(201);
        assertThat(jdbc.sql("select count(*) from idempotent_request where key = 'token-key'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aTokenIsHeldToItsRoles() {
        Answer refused = as(token("mere-worker", "worker"), "by-a-worker");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("ROLE_MISSING");
        assertThat(client.get("/tokens/by-a-worker").code()).isEqualTo("TOKEN_NOT_FOUND");
    }

    @Test
    void whereEventsGoAndWhatSignsIsForAdministrators() {
        String secret = token("curious", "release-manager");
        for (String path : List.of("/webhooks", "/keys")) {
            Answer refused = client.send(client.request(path)
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + secret)
                    .POST(BodyPublishers.ofString("{\"url\": \"https://example.com\"}")));

            assertThat(refused.status()).as(path).isEqualTo(403);
        }
    }

    @Test
    void anAdministratorIsNamedInTheLogWithTheRequest() {
        Answer made = as(token("root-of-all", "admin"), "made-by-root");

        JsonNode entry = entry("token.create", "made-by-root");
        assertThat(entry.path("actor").asString()).isEqualTo("root-of-all");
        assertThat(entry.path("requestId").asString()).isEqualTo(made.header("X-Request-Id"));
        assertThat(entry.path("before").isNull()).isTrue();
        assertThat(entry.path("after").path("roles").toString()).isEqualTo("[\"worker\"]");
    }

    @Test
    void whoHasNoTokenMaySayAName() {
        client.send(client.request("/tokens")
                .header("Content-Type", "application/json")
                .header("X-Graft-Actor", "Grace H.")
                .POST(BodyPublishers.ofString("{\"name\": \"claimed\", \"roles\": [\"worker\"]}")));

        assertThat(entry("token.create", "claimed").path("actor").asString()).isEqualTo("anonymous (Grace H.)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a) (b", "<b>", "-", "x\ty"})
    void aNameThatCouldPassForSomethingElseIsRefused(String name) {
        Answer refused = client.send(client.request("/models").header("X-Graft-Actor", name));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("ACTOR_MALFORMED");
    }

    @Test
    void aRevokedTokenIsRefusedEvenWhereNoneIsNeeded() {
        String secret = token("leaver", "admin");
        assertThat(as(secret, "before-leaving").status()).isEqualTo(201);

        assertThat(delete("/tokens/leaver").status()).isEqualTo(204);

        Answer refused = as(secret, "after-leaving");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.code()).isEqualTo("TOKEN_REVOKED");
        assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(entry("token.revoke", "leaver")
                        .path("after")
                        .path("revokedAt")
                        .asString())
                .isNotEmpty();
        assertThat(client.post("/tokens", "{'name': 'leaver', 'roles': ['admin']}")
                        .code())
                .isEqualTo("TOKEN_EXISTS");
    }

    @Test
    void aTokenOfNobodyIsRefused() {
        Answer refused =
                client.send(client.request("/models").header("Authorization", "Bearer graft_" + "x".repeat(43)));

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.code()).isEqualTo("TOKEN_UNKNOWN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-x", "registry", "anonymous", "bootstrap", "a b", "a/b"})
    void aTokenHasANameOfItsOwn(String name) {
        assertThat(client.post("/tokens", "{'name': '%s', 'roles': ['admin']}".formatted(name))
                        .code())
                .isEqualTo("TOKEN_NAME_MALFORMED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "['*']", "['Admin']", "['']"})
    void aRoleIsAWord(String roles) {
        assertThat(client.post("/tokens", "{'name': 'roleless', 'roles': %s}".formatted(roles))
                        .code())
                .isEqualTo("ROLE_MALFORMED");
    }

    @Test
    void theLogIsReadByPagesAndByWhatIsAsked() {
        List.of("paged-1", "paged-2", "paged-3").forEach(name -> token(name, "worker"));

        JsonNode first = client.get("/audit?subject=token+paged-*&limit=2").json();
        assertThat(first.path("items").findValuesAsString("subject")).containsExactly("token paged-3", "token paged-2");
        JsonNode second = client.get("/audit?subject=token+paged-*&limit=2&cursor="
                        + first.path("next").asString())
                .json();
        assertThat(second.path("items").findValuesAsString("subject")).containsExactly("token paged-1");
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(client.get("/audit?subject=token+paged-_")
                        .json()
                        .path("items")
                        .isEmpty())
                .isTrue();
        assertThat(client.get("/audit?subject=token+paged-1&action=token.revoke")
                        .json()
                        .path("items")
                        .isEmpty())
                .isTrue();
        assertThat(client.get("/audit?subject=token+paged-1&to=2020-01-01T00:00:00Z")
                        .json()
                        .path("items")
                        .isEmpty())
                .isTrue();
        assertThat(client.get("/audit?subject=token+paged-1&from=2020-01-01T00:00:00Z&actor=anonymous")
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(1);
        assertThat(client.get("/audit?from=yesterday").code()).isEqualTo("PARAMETER_MALFORMED");
    }

    @Test
    void allOfTheLogCanBeHadAsLinesOfJson() {
        List.of("line-1", "line-2").forEach(name -> token(name, "worker"));

        Answer lines =
                client.send(client.request("/audit?subject=token+line-*").header("Accept", "application/x-ndjson"));

        assertThat(lines.header("Content-Type")).startsWith("application/x-ndjson");
        assertThat(new String(lines.raw().body(), StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .first()
                .asString()
                .contains("\"token line-2\"");
    }

    @Test
    void whatBecomesOfAVersionIsInTheLog() {
        client.model("audited/base", "base");
        client.publish("audited/base", Weights.model(4711, 4), null);

        JsonNode entries = client.get("/audit?subject=audited/base*").json().path("items");

        assertThat(entries.findValuesAsString("action"))
                .containsExactly("version.publish", "version.register", "model.create");
        assertThat(entries.path(0).path("subject").asString()).isEqualTo("audited/base@1");
        assertThat(entries.path(0).path("actor").asString()).isEqualTo("registry");
        assertThat(entries.path(0).path("before").path("state").asString()).isEqualTo("PENDING");
        assertThat(entries.path(1).path("actor").asString()).isEqualTo("anonymous");
    }

    @Test
    void theLogOnlyGrows() {
        token("unforgettable", "worker");

        for (String deed : List.of("update audit set actor = 'nobody'", "delete from audit", "truncate audit")) {
            assertThatThrownBy(() -> jdbc.sql(deed).update())
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("only grows");
        }
        assertThat(entry("token.create", "unforgettable").isObject()).isTrue();
    }

    @Test
    void aChangeIsRecordedOnlyInItsOwnTransaction() {
        assertThatThrownBy(() -> audit.record("nothing.change", "nothing", null, null))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void whatTheRegistryDoesByItselfIsItsOwn() {
        assertThat(actors.current()).isEqualTo(new Actor("registry", Set.of()));
    }

    private String token(String name, String role) {
        Answer made = client.post("/tokens", "{'name': '%s', 'roles': ['%s']}".formatted(name, role));
        assertThat(made.status()).as(made.json().toString()).isEqualTo(201);
        return made.json().path("secret").asString();
    }

    private Answer as(String secret, String newToken) {
        return client.send(client.request("/tokens")
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + secret)
                .POST(BodyPublishers.ofString("{\"name\": \"%s\", \"roles\": [\"worker\"]}".formatted(newToken))));
    }

    private Answer delete(String path) {
        return client.send(client.request(path).DELETE());
    }

    private JsonNode entry(String action, String token) {
        return client.get("/audit?action=%s&subject=token+%s".formatted(action, token))
                .json()
                .path("items")
                .path(0);
    }
}
