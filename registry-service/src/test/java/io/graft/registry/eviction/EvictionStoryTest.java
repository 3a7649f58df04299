package io.graft.registry.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.EmptyQueue;
import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import io.graft.registry.Weights;
import io.graft.registry.job.Jobs;
import io.graft.registry.merge.TestWorker;
import io.graft.registry.storage.Sweep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A merged version whose WEIGHTS are gone is the same version, and whoever wants them gets the same bytes. */
@RegistryTest
class EvictionStoryTest {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Uploader client;
    private final JdbcClient jdbc;
    private final Jobs jobs;
    private final Sweep sweep;
    private final IdleVersions idle;
    private final Map<String, byte[]> made = Weights.model(9000 + COUNT.incrementAndGet());
    private final String merged = "evict/mix" + COUNT.get();

    @Autowired
    EvictionStoryTest(@LocalServerPort int port, JdbcClient jdbc, Jobs jobs, Sweep sweep, IdleVersions idle) {
        this.client = new Uploader(port);
        this.jdbc = jdbc;
        this.jobs = jobs;
        this.sweep = sweep;
        this.idle = idle;
    }

    @BeforeEach
    void aMergedVersion() {
        EmptyQueue.of(jdbc);
        if (client.get("/models/evict/first").status() == 404) {
            client.model("evict/first", "base");
            client.publish("evict/first", Weights.model(8001), null);
            client.model("evict/second", "base");
            client.publish("evict/second", Weights.model(8002), null);
        }
        merge("evict/first@1", "evict/second@1", merged, made);
    }

    @Test
    void itSaysBeforehandWhatItCostsAndCouldFree() {
        JsonNode storage = storage();
        assertThat(storage.path("size").asLong()).isEqualTo(size(made));
        assertThat(storage.path("stored").asLong()).isEqualTo(size(made));
        assertThat(storage.path("freeable").asLong()).isEqualTo(weights(made).length);
        assertThat(storage.path("shared").asLong()).isZero();
        assertThat(storage.path("obstacles").size()).isZero();
    }

    @Test
    void whatAnotherVersionHasAsWellIsSharedAndFreesNothing() {
        client.model("evict/copy" + COUNT.get(), "base");
        client.publish("evict/copy" + COUNT.get(), made, null);

        assertThat(storage().path("shared").asLong()).isEqualTo(size(made));
        assertThat(storage().path("freeable").asLong()).isZero();
    }

    @Test
    void evictedItsWeightsAreGoneAndAllElseIsAsItWas() {
        JsonNode before = version();
        JsonNode tensors = client.get(path("/tensors")).json();
        evict();
        sweep();

        assertThat(storage().path("stored").asLong()).isEqualTo(size(made) - weights(made).length);
        assertThat(storage().path("freeable").asLong()).isZero();
        JsonNode after = version();
        assertThat(after.path("state").asString()).isEqualTo("READY");
        assertThat(after.path("digest")).isEqualTo(before.path("digest"));
        assertThat(after.path("files")).isEqualTo(before.path("files"));
        assertThat(after.path("evictedAt").isNull()).isFalse();
        assertThat(client.get(path("/tensors")).json()).isEqualTo(tensors);
        assertThat(client.get(path("/files/config.json")).status()).isEqualTo(302);
    }

    @Test
    void whoeverDownloadsItWaitsAndGetsTheSameBytes() {
        evict();
        sweep();
        Answer waiting = download();
        assertThat(waiting.status()).isEqualTo(503);
        assertThat(waiting.code()).isEqualTo("VERSION_REBUILDING");
        assertThat(waiting.header("Retry-After")).isEqualTo("2");
        assertThat(waiting.json().path("rebuild").path("state").asString()).isEqualTo("RUNNING");

        TestWorker.claim(client).finish(made);
        assertThat(bytes(download())).isEqualTo(weights(made));
        assertThat(version().path("evictedAt").isNull()).isTrue();
        assertThat(storage().path("rebuild").path("state").asString()).isEqualTo("SUCCEEDED");
    }

    @Test
    void tenWhoWantItInOneMomentHaveItMadeOnce() throws Exception {
        evict();
        sweep();
        try (ExecutorService people = Executors.newFixedThreadPool(10)) {
            List<Callable<Answer>> requests = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                requests.add(this::download);
            }
            for (Future<Answer> answer : people.invokeAll(requests)) {
                assertThat(answer.get().code()).isEqualTo("VERSION_REBUILDING");
            }
        }
        TestWorker.claim(client).finish(made);
        assertThat(TestWorker.tryClaim(client)).isEmpty();
        assertThat(bytes(download())).isEqualTo(weights(made));
    }

    @Test
    void whatTheSweepHasNotTakenYetIsKeptWithoutAnyWork() {
        evict();
        assertThat(bytes(download())).isEqualTo(weights(made));
        assertThat(version().path("evictedAt").isNull()).isTrue();
        assertThat(TestWorker.tryClaim(client)).isEmpty();
        sweep();
        assertThat(bytes(download())).isEqualTo(weights(made));
    }

    @Test
    void aWorkerThatDiesHalfWayIsSucceededByAnother() {
        evict();
        sweep();
        download();
        TestWorker dying = TestWorker.claim(client);
        dying.publish(made);
        jdbc.sql("update job set lease_expires_at = now() - interval '1 second' where state = 'LEASED'")
                .update();
        jobs.expire();
        jdbc.sql("update job set run_after = now() where state = 'QUEUED'").update();

        assertThat(download().code()).isEqualTo("VERSION_REBUILDING");
        TestWorker successor = TestWorker.claim(client);
        assertThat(dying.succeed().code()).isEqualTo("LEASE_LOST");
        successor.finish(made);
        assertThat(bytes(download())).isEqualTo(weights(made));
    }

    @Test
    void otherBytesAreNeverTakenForIts() {
        evict();
        sweep();
        download();
        TestWorker worker = TestWorker.claim(client);
        Answer declared = worker.declare(Weights.model(77));
        assertThat(declared.code()).isEqualTo("REBUILD_DIFFERS");
        assertThat(declared.json().path("where").asString()).isEqualTo("model.safetensors");
        worker.fail("REBUILD_DIFFERS", false);

        assertThat(download().code()).isEqualTo("REBUILD_FAILED");
        assertThat(TestWorker.tryClaim(client)).isEmpty();
        assertThat(client.post(path("/rebuild"), "").status()).isEqualTo(202);
        TestWorker.claim(client).finish(made);
        assertThat(bytes(download())).isEqualTo(weights(made));
    }

    @Test
    void aSuccessWithoutTheBytesIsRefused() {
        evict();
        sweep();
        download();
        TestWorker worker = TestWorker.claim(client);
        assertThat(worker.succeed().code()).isEqualTo("REBUILD_INCOMPLETE");
        worker.declare(made);
        assertThat(worker.succeed().code()).isEqualTo("REBUILD_INCOMPLETE");
        worker.finish(made);
        assertThat(version().path("evictedAt").isNull()).isTrue();
    }

    @Test
    void whatNoMergeMadeIsNeverEvicted() {
        Answer refused = client.post("/models/evict/first/versions/1/evict", "{}");
        assertThat(refused.code()).isEqualTo("EVICTION_REFUSED");
        assertThat(kinds(refused)).contains("NOT_MERGED");
    }

    @Test
    void whatAnAliasStandsAtIsNotEvicted() {
        client.put("/models/" + merged + "/aliases/production", "{'version': 1}", "If-None-Match", "*");
        assertThat(kinds(tryEvict())).containsExactly("ALIAS");
    }

    @Test
    void whatAnEvictedVersionIsMadeFromStays() {
        Map<String, byte[]> grandchild = Weights.model(9500 + COUNT.get());
        String younger = merged + "-younger";
        merge(merged + "@1", "evict/second@1", younger, grandchild);
        assertThat(client.post("/models/" + younger + "/versions/1/evict", "{}").status())
                .isEqualTo(200);

        Answer refused = tryEvict();
        assertThat(kinds(refused)).containsExactly("NEEDED");
        assertThat(refused.json().path("detail").asString()).contains(younger + "@1");
    }

    @Test
    void whatWouldBeMadeFromAnEvictedVersionStays() {
        Map<String, byte[]> grandchild = Weights.model(9600 + COUNT.get());
        String younger = merged + "-younger";
        merge(merged + "@1", "evict/second@1", younger, grandchild);
        evict();
        assertThat(kinds(client.post("/models/" + younger + "/versions/1/evict", "{}")))
                .containsExactly("INPUT_EVICTED");
    }

    @Test
    void whatAQueuedJobReadsStays() {
        client.post("/merges", request(recipe(merged + "@1", "evict/first@1"), merged + "-next"));
        Answer refused = tryEvict();
        assertThat(kinds(refused)).containsExactly("IN_USE");
        String job = jdbc.sql("select id from job where state = 'QUEUED'")
                .query(String.class)
                .single();
        assertThat(refused.json().path("detail").asString()).contains("job %s (merge)".formatted(job));

        assertThat(client.post("/jobs/%s/cancel".formatted(job), "").status()).isEqualTo(202);
        evict();
    }

    @Test
    void aMergeOfAnEvictedVersionHasItMadeAgainFirst() {
        evict();
        sweep();
        String wanted = request(recipe(merged + "@1", "evict/first@1"), merged + "-next");
        Answer refused = client.post("/merges", wanted);
        assertThat(refused.code()).isEqualTo("VERSION_REBUILDING");
        assertThat(client.get("/merges?state=QUEUED").json().path("items").size())
                .isZero();

        TestWorker.claim(client).finish(made);
        assertThat(client.post("/merges", wanted).status()).isEqualTo(202);
    }

    @Test
    void thePolicyEvictsWhatNobodyHasWantedForLong() {
        jdbc.sql("delete from version_use").update();
        assertThat(idle.evict(Duration.ofDays(1))).isZero();
        jdbc.sql("update version set ready_at = ready_at - interval '2 days' where digest = :digest")
                .param("digest", version().path("digest").asString().substring("sha256:".length()))
                .update();
        assertThat(idle.evict(Duration.ofDays(1))).isEqualTo(1);
        assertThat(storage().path("evicted").path("reason").asString()).isEqualTo("not wanted for PT24H");

        download();
        assertThat(version().path("evictedAt").isNull()).isTrue();
        assertThat(idle.evict(Duration.ofDays(1)))
                .as("it was wanted a moment ago")
                .isZero();
    }

    private void merge(String one, String other, String output, Map<String, byte[]> result) {
        Answer asked = client.post("/merges", request(recipe(one, other), output));
        assertThat(asked.status()).as(asked.json().toString()).isEqualTo(202);
        TestWorker.claim(client).finish(result);
    }

    private static String recipe(String one, String other) {
        return "merge_method: linear\\nmodels:\\n  - model: %s\\n    parameters: {weight: 0.5}\\n  - model: %s\\n    parameters: {weight: 0.5}\\n"
                .formatted(one, other);
    }

    private static String request(String recipe, String output) {
        return "{'recipeText': '%s', 'output': '%s'}".formatted(recipe, output);
    }

    private Answer tryEvict() {
        return client.post(path("/evict"), "{'reason': 'the disk is full'}");
    }

    private void evict() {
        Answer answer = tryEvict();
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        assertThat(answer.json().path("evicted").path("reason").asString()).isEqualTo("the disk is full");
    }

    /** As if the version's bytes had been there for long. */
    private void sweep() {
        jdbc.sql("""
                update blob set verified_at = verified_at - interval '1 day'
                 where sha256 in (select f.sha256 from version_file f
                                    join version v on v.id = f.version_id
                                    join model m on m.id = v.model_id
                                   where m.namespace || '/' || m.name = :model)
                """).param("model", merged).update();
        sweep.run();
    }

    private Answer download() {
        return client.get(path("/files/model.safetensors"));
    }

    private byte[] bytes(Answer redirect) {
        assertThat(redirect.status()).as(redirect.json().toString()).isEqualTo(302);
        return client.get(redirect.header("Location")).raw().body();
    }

    private String path(String rest) {
        return "/models/" + merged + "/versions/1" + rest;
    }

    private JsonNode version() {
        return client.get(path("")).json();
    }

    private JsonNode storage() {
        Answer answer = client.get(path("/storage"));
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> kinds(Answer refused) {
        assertThat(refused.status()).as(refused.json().toString()).isEqualTo(409);
        return refused.json()
                .path("obstacles")
                .valueStream()
                .map(one -> one.path("kind").asString())
                .toList();
    }

    private static byte[] weights(Map<String, byte[]> files) {
        return Objects.requireNonNull(files.get("model.safetensors"));
    }

    private static long size(Map<String, byte[]> files) {
        return new HashMap<>(files)
                .values().stream().mapToLong(file -> file.length).sum();
    }
}
