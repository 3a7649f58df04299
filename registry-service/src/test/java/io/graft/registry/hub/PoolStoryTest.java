package io.graft.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.Digest;
import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import io.graft.registry.Weights;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A base's pool holds a folder for each adapter version that was released for it. */
@RegistryTest
class PoolStoryTest {
    private static final String CONFIG = "adapter_config.json";
    private static final String WEIGHTS = "adapter_model.safetensors";

    private final Uploader client;
    private final Shop shop;
    private final String root;

    PoolStoryTest(@LocalServerPort int port) {
        this.client = new Uploader(port);
        this.shop = new Shop(client);
        this.root = "http://localhost:" + port;
    }

    @Test
    void itHoldsWhatWasReleasedAndNothingElse() {
        assertThat(shop.files(shop.pool())).isEmpty();
        shop.released(1, 1);
        shop.publish(2);
        shop.released(3, 3);
        assertThat(shop.files(shop.pool()))
                .containsExactly(
                        shop.folder(1) + "/" + CONFIG,
                        shop.folder(1) + "/" + WEIGHTS,
                        shop.folder(3) + "/" + CONFIG,
                        shop.folder(3) + "/" + WEIGHTS);
        JsonNode model = shop.get("/api/models/" + shop.pool()).json();
        assertThat(model.path("id").asString()).isEqualTo(shop.pool());
        assertThat(model.path("cardData").path("base_model").get(0).asString()).isEqualTo(shop.name("base"));
    }

    @Test
    void anAdaptersConfigNamesItsBaseAsItIsServed() {
        Map<String, byte[]> files = shop.released(1, 1);
        String path = "/%s/resolve/main/%s/%s".formatted(shop.pool(), shop.folder(1), CONFIG);
        Answer config = shop.get(path);
        assertThat(config.status()).isEqualTo(200);
        String written = new String(Objects.requireNonNull(files.get(CONFIG)), StandardCharsets.UTF_8);
        byte[] body = config.raw().body();
        assertThat(new String(body, StandardCharsets.UTF_8))
                .isEqualTo(written.replace("/home/somebody/base", shop.name("base")));

        Answer head = shop.head(path);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("X-Linked-Etag"))
                .isEqualTo("\"%s\"".formatted(Digest.of(body).hex()));
        assertThat(head.header("X-Linked-Size")).isEqualTo(Integer.toString(body.length));
        assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(body.length));
        assertThat(head.header("X-Repo-Commit")).isEqualTo(shop.sha(shop.pool()));
        Answer range =
                client.send(HttpRequest.newBuilder(URI.create(root + path)).header("Range", "bytes=0-0"));
        assertThat(range.status()).isEqualTo(206);
        assertThat(range.header("Content-Range")).isEqualTo("bytes 0-0/" + body.length);
    }

    @Test
    void theWeightsAreTheAdaptersOwn() {
        Map<String, byte[]> files = shop.released(1, 1);
        Answer weights = shop.get("/%s/resolve/main/%s/%s".formatted(shop.pool(), shop.folder(1), WEIGHTS));
        assertThat(weights.status()).isEqualTo(302);
        assertThat(client.get(weights.header("Location")).raw().body())
                .isEqualTo(Objects.requireNonNull(files.get(WEIGHTS)));
    }

    @Test
    void theTreeIsWalkedFolderByFolderOrAtOnce() {
        shop.released(1, 1);
        String tree = "/api/models/%s/tree/main".formatted(shop.pool());
        String namespace = shop.folder(1).substring(0, shop.folder(1).indexOf('/'));
        assertThat(paths(shop.get(tree))).containsExactly(namespace);
        assertThat(paths(shop.get(tree + "/" + namespace))).containsExactly(shop.folder(1));
        assertThat(paths(shop.get(tree + "/" + shop.folder(1))))
                .containsExactly(shop.folder(1) + "/" + CONFIG, shop.folder(1) + "/" + WEIGHTS);
        assertThat(paths(shop.get(tree + "?recursive=true"))).hasSize(4);
        assertThat(shop.get(tree + "/absent").header("X-Error-Code")).isEqualTo("EntryNotFound");
        Answer described = shop.send(
                "POST",
                "/api/models/%s/paths-info/main".formatted(shop.pool()),
                "application/json",
                "{'paths': ['%s/%s', 'absent']}".formatted(shop.folder(1), CONFIG));
        assertThat(paths(described)).containsExactly(shop.folder(1) + "/" + CONFIG);
    }

    @Test
    void itsCommitFollowsFromWhatItHoldsAndOlderOnesCanStillBeFetched() {
        shop.released(1, 1);
        String before = shop.sha(shop.pool());
        assertThat(shop.sha(shop.pool())).isEqualTo(before).matches("[0-9a-f]{40}");
        shop.released(2, 2);
        assertThat(shop.sha(shop.pool())).isNotEqualTo(before);

        String tree = "/api/models/%s/tree/%s?recursive=true".formatted(shop.pool(), before);
        assertThat(paths(shop.get(tree))).contains(shop.folder(1)).doesNotContain(shop.folder(2));
        Answer config = shop.head("/%s/resolve/%s/%s/%s".formatted(shop.pool(), before, shop.folder(1), CONFIG));
        assertThat(config.header("X-Repo-Commit")).isEqualTo(before);
        assertThat(shop.get("/api/models/%s/revision/%s".formatted(shop.pool(), "0".repeat(40)))
                        .header("X-Error-Code"))
                .isEqualTo("RevisionNotFound");
        assertThat(shop.get("/api/models/%s/commits/main".formatted(shop.pool()))
                        .json()
                        .size())
                .isEqualTo(1);
    }

    @Test
    void whatIsWithdrawnVanishesAndTheOthersStayAsTheyWere() {
        shop.released(1, 1);
        shop.released(2, 2);
        String before = shop.sha(shop.pool());
        shop.withdraw("tone", 1);
        assertThat(shop.files(shop.pool()))
                .containsExactly(shop.folder(2) + "/" + CONFIG, shop.folder(2) + "/" + WEIGHTS);
        assertThat(shop.get("/%s/resolve/%s/%s/%s".formatted(shop.pool(), before, shop.folder(1), WEIGHTS))
                        .header("X-Error-Code"))
                .isEqualTo("EntryNotFound");
    }

    @Test
    void aBaseThatIsTheSameToTheByteHasTheSameAdapters() {
        shop.released(1, 1);
        byte[] base = client.get(shop.get("/%s/resolve/1/model.safetensors".formatted(shop.name("base")))
                        .header("Location"))
                .raw()
                .body();
        byte[] config = client.get(shop.get("/%s/resolve/1/config.json".formatted(shop.name("base")))
                        .header("Location"))
                .raw()
                .body();
        client.model(shop.name("copy"), "base");
        client.publish(
                shop.name("copy"),
                Uploader.files("model.safetensors", base, "config.json", config, "README.md", "A copy"),
                null);
        String pool = "Pools.%s-v1".formatted(shop.name("copy"));
        assertThat(shop.files(pool)).contains(shop.folder(1) + "/" + CONFIG);
        byte[] served = shop.get("/%s/resolve/main/%s/%s".formatted(pool, shop.folder(1), CONFIG))
                .raw()
                .body();
        assertThat(new String(served, StandardCharsets.UTF_8)).contains("\"%s\"".formatted(shop.name("copy")));
    }

    @Test
    void adaptersOfAnotherKindStayOutside() {
        Map<String, byte[]> ia3 = Uploader.files(
                CONFIG,
                """
                {"peft_type": "IA3", "task_type": "CAUSAL_LM", "target_modules": ["q_proj"],
                 "feedforward_modules": [], "base_model_name_or_path": "/home/somebody/base"}
                """,
                WEIGHTS,
                Weights.seeded(5)
                        .with("base_model.model.model.layers.0.self_attn.q_proj.ia3_l", 8, 1)
                        .bytes());
        shop.publish(ia3);
        shop.release("tone@1");
        assertThat(shop.get("/api/models/" + shop.release(1)).status()).isEqualTo(200);
        assertThat(shop.files(shop.pool())).isEmpty();
    }

    @Test
    void anAdapterOrABaseThatWasWithdrawnHasNoPool() {
        shop.released(1, 1);
        assertThat(shop.get("/api/models/Pools.%s-v1".formatted(shop.name("tone")))
                        .header("X-Error-Code"))
                .isEqualTo("RepoNotFound");
        assertThat(shop.get("/api/models/Pools.%s-v2".formatted(shop.name("base")))
                        .header("X-Error-Code"))
                .isEqualTo("RepoNotFound");
        shop.withdraw("base", 1);
        assertThat(shop.get("/api/models/" + shop.pool()).status()).isEqualTo(403);
    }

    @Test
    void nobodyWritesToIt() {
        Answer refused =
                shop.send("POST", "/api/models/%s/commit/main".formatted(shop.pool()), "application/x-ndjson", "{}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("error").asString())
                .contains("is read-only: it holds what was released")
                .contains("Commit to the model");
    }

    private static List<String> paths(Answer entries) {
        return entries.json()
                .valueStream()
                .map(entry -> entry.path("path").asString())
                .toList();
    }
}
