package io.graft.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A repository for each released version, which holds that and nothing else. */
@RegistryTest
class ReleaseRepositoryStoryTest {
    private static final String JSON = "application/json";

    private final Uploader client;
    private final Shop shop;

    ReleaseRepositoryStoryTest(@LocalServerPort int port) {
        this.client = new Uploader(port);
        this.shop = new Shop(client);
    }

    @Test
    void itIsTheVersionAndStaysThatWhenANewerOneComes() {
        Map<String, byte[]> files = shop.released(1, 1);
        JsonNode model = shop.get("/api/models/" + shop.release(1)).json();
        assertThat(model.path("id").asString()).isEqualTo(shop.release(1));
        assertThat(model.path("sha").asString())
                .isEqualTo(shop.get("/api/models/%s/revision/1".formatted(shop.name("tone")))
                        .json()
                        .path("sha")
                        .asString());
        assertThat(shop.files(shop.release(1))).containsExactlyInAnyOrderElementsOf(files.keySet());

        shop.released(2, 2);
        assertThat(shop.sha(shop.release(1))).isEqualTo(model.path("sha").asString());
        assertThat(shop.sha(shop.release(2))).isNotEqualTo(model.path("sha").asString());
        Answer weights = shop.get("/%s/resolve/main/adapter_model.safetensors".formatted(shop.release(1)));
        assertThat(weights.status()).isEqualTo(302);
        assertThat(client.get(weights.header("Location")).raw().body())
                .isEqualTo(Objects.requireNonNull(files.get("adapter_model.safetensors")));
    }

    @Test
    void itHasMainOneCommitAndNoOtherRevision() {
        shop.released(1, 1);
        String repository = "/api/models/" + shop.release(1);
        String sha = shop.sha(shop.release(1));
        JsonNode refs = shop.get(repository + "/refs").json();
        assertThat(refs.path("branches").valueStream().map(ref -> ref.path("name")
                        .asString()))
                .containsExactly("main");
        assertThat(refs.path("tags").size()).isZero();
        assertThat(shop.get(repository + "/commits/main").json().valueStream().map(commit -> commit.path("id")
                        .asString()))
                .containsExactly(sha);
        assertThat(shop.get(repository + "/revision/" + sha).status()).isEqualTo(200);
        assertThat(shop.get(repository + "/tree/main").json().size()).isEqualTo(2);
        for (String other : new String[] {"1", "latest", "0".repeat(40)}) {
            assertThat(shop.get(repository + "/revision/" + other).header("X-Error-Code"))
                    .as(other)
                    .isEqualTo("RevisionNotFound");
        }
    }

    @Test
    void whatWasNotReleasedHasNone() {
        shop.publish(1);
        for (String repository :
                new String[] {shop.release(1), shop.release(2), shop.release(1) + "x", "Releases.a/b-v1"}) {
            assertThat(shop.get("/api/models/" + repository).header("X-Error-Code"))
                    .as(repository)
                    .isEqualTo("RepoNotFound");
        }
        assertThat(shop.get("/api/models/" + shop.release(1))
                        .json()
                        .path("error")
                        .asString())
                .contains("was not released");
    }

    @Test
    void whatARuleStillHasToJudgeOrStoppedHasNoneUnlessItPasses() {
        rule("1 B");
        shop.publish(1);
        shop.release("tone@1");
        await("STOPPED");
        assertThat(shop.get("/api/models/" + shop.release(1)).header("X-Error-Code"))
                .isEqualTo("RepoNotFound");

        rule("1 MB");
        shop.release("tone@1");
        await("RELEASED");
        assertThat(shop.get("/api/models/" + shop.release(1)).status()).isEqualTo(200);
    }

    @Test
    void whatWasWithdrawnIsRefused() {
        shop.released(1, 1);
        shop.withdraw("tone", 1);
        Answer refused = shop.get("/api/models/" + shop.release(1));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("X-Error-Message")).isEqualTo("Access to this resource is disabled.");
        assertThat(refused.json().path("error").asString()).contains("Poisoned reviews");
    }

    @Test
    void nobodyWritesToIt() {
        shop.released(1, 1);
        String repository = "/api/models/" + shop.release(1);
        Map<String, Answer> refused = Map.of(
                "commit",
                shop.send("POST", repository + "/commit/main", "application/x-ndjson", "{}"),
                "preupload",
                shop.send("POST", repository + "/preupload/main", JSON, "{'files': []}"),
                "branch",
                shop.send("POST", repository + "/branch/other", JSON, "{}"),
                "tag",
                shop.send("POST", repository + "/tag/main", JSON, "{'tag': 'good'}"),
                "drop tag",
                shop.send("DELETE", repository + "/tag/good", JSON, ""),
                "settings",
                shop.send("PUT", repository + "/settings", JSON, "{}"),
                "create",
                shop.send("POST", "/api/repos/create", JSON, "{'name': '%s'}".formatted(shop.release(9))),
                "delete",
                shop.send("DELETE", "/api/repos/delete", JSON, "{'name': '%s'}".formatted(shop.release(1))),
                "upload",
                shop.send(
                        "POST",
                        "/%s.git/info/lfs/objects/batch".formatted(shop.release(1)),
                        "application/vnd.git-lfs+json",
                        "{'operation': 'upload', 'objects': []}"),
                "chunks",
                shop.get(repository + "/xet-write-token/main"));
        refused.forEach((what, answer) -> {
            assertThat(answer.status()).as(what).isEqualTo(403);
            assertThat(answer.header("X-Error-Message")).as(what).contains("is read-only");
        });
    }

    /** Judges the adapter itself by its size. */
    private void rule(String size) {
        String name = shop.name("tone");
        Answer gate = client.send(client.request("/gates")
                .header("Content-Type", "application/yaml")
                .POST(BodyPublishers.ofString(
                        "name: %s\nconditions:\n  - size: {atMost: %s}\n".formatted(name, size))));
        String kept = "%s@%d".formatted(name, gate.json().path("number").asInt());
        Answer before = client.get("/release-rules/" + name);
        String[] match = before.status() == 200 ? new String[] {"If-Match", before.header("ETag")} : new String[0];
        Answer written = client.put("/release-rules/" + name, """
                name: %s
                when: {released: %s}
                then:
                  gate: %s
                  alias: production
                """.formatted(name, name, kept), match);
        assertThat(written.status()).as(written.json().toString()).isBetween(200, 201);
    }

    private void await(String state) {
        String runs = "/release-runs?state=%s&target=%s@production".formatted(state, shop.name("tone"));
        for (int tries = 0; tries < 300 && client.get(runs).json().path("items").isEmpty(); tries++) {
            pause();
        }
        assertThat(client.get(runs).json().path("items").size()).isEqualTo(1);
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
