package io.graft.registry.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.EmptyQueue;
import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import io.graft.registry.Weights;
import io.graft.registry.job.Jobs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

@RegistryTest
class MergeStoryTest {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Uploader client;
    private final JdbcClient jdbc;
    private final Jobs jobs;
    private final Map<String, byte[]> made = Weights.model(100 + COUNT.incrementAndGet());
    private final String output = "acme/mix" + COUNT.get();

    @Autowired
    MergeStoryTest(@LocalServerPort int port, JdbcClient jdbc, Jobs jobs) {
        this.client = new Uploader(port);
        this.jdbc = jdbc;
        this.jobs = jobs;
    }

    @BeforeEach
    void twoModelsAndAnEmptyQueue() {
        EmptyQueue.of(jdbc);
        if (client.get("/models/acme/first").status() == 404) {
            client.model("acme/first", "base");
            client.publish("acme/first", Weights.model(1), null);
            client.model("acme/second", "base");
            client.publish("acme/second", Weights.model(2), null);
        }
    }

    @Test
    void aMergeIsAskedForLeasedPublishedAndSettled() {
        Answer asked = ask(recipe("acme/first@latest", "acme/second@1"));
        assertThat(asked.status()).as(asked.json().toString()).isEqualTo(202);
        assertThat(state(asked)).isEqualTo("QUEUED");
        assertThat(asked.json().path("inputs").get(0).path("version").asString())
                .isEqualTo("acme/first@1");

        TestWorker worker = claim();
        assertThat(state(asked)).isEqualTo("RUNNING");
        worker.publish(made);
        assertThat(client.get("/models/" + output + "/versions/1")
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("PENDING");
        assertThat(worker.succeed().status()).isEqualTo(200);

        JsonNode merge = merge(asked);
        assertThat(merge.path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(merge.path("version").asInt()).isEqualTo(1);
        assertThat(merge.path("error").isNull()).isTrue();
        JsonNode version = client.get("/models/" + output + "/versions/latest").json();
        assertThat(version.path("state").asString()).isEqualTo("READY");
        assertThat(version.path("kind").asString()).isEqualTo("merged");
        assertThat(version.path("merge").path("id").asString()).isEqualTo(id(asked));
    }

    @Test
    void aMergedVersionKnowsWhatWentIntoItAndHowMuch() {
        ask(recipe("acme/first@latest", "acme/second@1"));
        claim().finish(made);
        JsonNode edges = client.get("/models/" + output + "/versions/1/lineage?direction=up&depth=1")
                .json()
                .path("edges");

        assertThat(edges.size()).isEqualTo(2);
        assertThat(edges.get(0).toString())
                .isEqualTo(
                        "{\"from\":\"acme/first@1\",\"to\":\"%s@1\",\"relation\":\"merge\",\"weight\":0.5,\"position\":0}"
                                .formatted(output));
        assertThat(edges.get(1).path("from").asString()).isEqualTo("acme/second@1");
    }

    @Test
    void theSameRecipeOnTheSameInputsIsTheSameMerge() {
        Answer asked = ask(recipe("acme/first@latest", "acme/second@1"));
        Answer whileQueued = ask(recipe("acme/first@1", "acme/second@latest"));
        assertThat(whileQueued.status()).isEqualTo(200);
        assertThat(id(whileQueued)).isEqualTo(id(asked));

        claim().finish(made);
        Answer whenDone = ask(recipe("acme/first@1", "acme/second@1"));
        assertThat(whenDone.status()).isEqualTo(200);
        assertThat(id(whenDone)).isEqualTo(id(asked));
        assertThat(whenDone.json().path("version").asInt()).isEqualTo(1);
        assertThat(TestWorker.tryClaim(client)).isEmpty();
    }

    @Test
    void aMergeThatIsDoneRunsAgainWhenToldTo() {
        Answer asked = ask(recipe("acme/first@1", "acme/second@1"));
        claim().finish(made);

        Answer again = ask(recipe("acme/first@1", "acme/second@1"), true);
        assertThat(again.status()).isEqualTo(202);
        assertThat(id(again)).isNotEqualTo(id(asked));
        claim().finish(made);
        assertThat(merge(again).path("version").asInt()).isEqualTo(2);
    }

    @Test
    void tenWhoAskForTheSameInOneMomentGetOneMerge() throws Exception {
        String recipe = recipe("acme/first@1", "acme/second@1");
        try (ExecutorService people = Executors.newFixedThreadPool(10)) {
            List<Callable<String>> requests = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                requests.add(() -> id(ask(recipe)));
            }
            List<String> ids = new ArrayList<>();
            for (Future<String> answer : people.invokeAll(requests)) {
                ids.add(answer.get());
            }
            assertThat(ids).hasSize(10).containsOnly(ids.getFirst());
        }
    }

    @Test
    void aWorkerThatLostItsLeasePublishesNothing() {
        Answer asked = ask(recipe("acme/first@1", "acme/second@1"));
        TestWorker paused = claim();
        paused.heartbeat();
        paused.publish(Weights.model(99));
        expireLeases();
        assertThat(state(asked)).isEqualTo("QUEUED");
        TestWorker successor = claim();

        assertThat(paused.declare(Weights.model(99)).status()).isEqualTo(409);
        assertThat(paused.declare(Weights.model(99)).code()).isEqualTo("LEASE_LOST");
        assertThat(paused.verify().code()).isEqualTo("LEASE_LOST");
        assertThat(paused.succeed().code()).isEqualTo("LEASE_LOST");
        assertThat(state(asked)).isEqualTo("RUNNING");

        successor.finish(made);
        assertThat(merge(asked).path("version").asInt()).isEqualTo(1);
        byte[] published = client.get(client.get("/models/" + output + "/versions/1/files/model.safetensors")
                        .raw()
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .raw()
                .body();
        assertThat(published).isEqualTo(made.get("model.safetensors"));
    }

    @Test
    void aSuccessWithoutVerifiedBytesIsRefusedAndChangesNothing() {
        Answer asked = ask(recipe("acme/first@1", "acme/second@1"));
        TestWorker worker = claim();
        assertThat(worker.succeed().status()).isEqualTo(404);
        worker.declare(made);
        assertThat(worker.verify().code()).isEqualTo("UPLOAD_INCOMPLETE");
        assertThat(worker.succeed().code()).isEqualTo("VERSION_NOT_VERIFIED");
        assertThat(state(asked)).isEqualTo("RUNNING");

        worker.finish(made);
        assertThat(state(asked)).isEqualTo("SUCCEEDED");
    }

    @Test
    void aResultThatIsNoModelIsRejectedWithFindings() {
        ask(recipe("acme/first@1", "acme/second@1"));
        TestWorker worker = claim();
        Map<String, byte[]> broken = Uploader.files("model.safetensors", "not what it says", "config.json", "{}");
        client.upload(worker.declare(broken), broken);
        Answer verdict = worker.verify();

        assertThat(verdict.status()).as(verdict.json().toString()).isEqualTo(422);
        assertThat(verdict.code()).isEqualTo("MERGE_RESULT_REJECTED");
        assertThat(verdict.json().path("findings").get(0).path("where").asString())
                .contains("model.safetensors");
    }

    @Test
    void aMergeThatFailsSaysWhyAndItsVersionNeverAppears() {
        Answer asked = ask(recipe("acme/first@1", "acme/second@1"));
        TestWorker worker = claim();
        worker.publish(made);
        worker.fail("MERGE_SHAPES_DIFFER", false);

        JsonNode merge = merge(asked);
        assertThat(merge.path("state").asString()).isEqualTo("FAILED");
        assertThat(merge.path("error").path("code").asString()).isEqualTo("MERGE_SHAPES_DIFFER");
        assertThat(merge.path("error").path("remedy").asString()).isNotEmpty();
        assertThat(client.get("/models/" + output + "/versions/latest").status())
                .isEqualTo(404);
        assertThat(client.get("/models/" + output + "/versions/1")
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("REJECTED");
    }

    @Test
    void aFailedMergeIsRetriedByHand() {
        Answer asked = ask(recipe("acme/first@1", "acme/second@1"));
        TestWorker worker = claim();
        worker.fail("MERGE_SHAPES_DIFFER", false);
        Answer retried = client.post("/jobs/" + worker.job() + "/retry", "");

        assertThat(retried.status()).isEqualTo(202);
        assertThat(state(asked)).isEqualTo("QUEUED");
        claim().finish(made);
        assertThat(state(asked)).isEqualTo("SUCCEEDED");
    }

    @Test
    void aFailedMergeIsNotRetriedOnceAnotherHasTakenItsPlace() {
        ask(recipe("acme/first@1", "acme/second@1"));
        TestWorker worker = claim();
        worker.fail("MERGE_SHAPES_DIFFER", false);
        ask(recipe("acme/first@1", "acme/second@1"));

        assertThat(client.post("/jobs/" + worker.job() + "/retry", "").code()).isEqualTo("MERGE_SUPERSEDED");
    }

    @Test
    void aMergeWhoseWorkersAllDieHasFailed() {
        Answer asked = ask(recipe("acme/first@1", "acme/second@1"));
        for (int attempt = 0; attempt < 3; attempt++) {
            claim().heartbeat();
            expireLeases();
        }
        assertThat(state(asked)).isEqualTo("FAILED");
        assertThat(merge(asked).path("error").path("code").asString()).isEqualTo("WORKER_LOST");
    }

    @Test
    void aQueuedMergeIsCancelledAtOnce() {
        Answer asked = ask(recipe("acme/first@1", "acme/second@1"));
        Answer cancelled = client.post("/merges/" + id(asked) + "/cancel", "");
        assertThat(cancelled.status()).isEqualTo(202);
        assertThat(cancelled.json().path("state").asString()).isEqualTo("CANCELLED");
        assertThat(TestWorker.tryClaim(client)).isEmpty();
    }

    @Test
    void aRunningMergeIsCancelledThroughItsWorker() {
        Answer asked = ask(recipe("acme/first@1", "acme/second@1"));
        TestWorker worker = claim();
        worker.publish(made);
        client.post("/merges/" + id(asked) + "/cancel", "");
        assertThat(worker.heartbeat().json().path("cancelRequested").asBoolean())
                .isTrue();
        worker.settle("{'outcome': 'cancelled'}");

        assertThat(state(asked)).isEqualTo("CANCELLED");
        assertThat(client.get("/models/" + output + "/versions/1")
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("REJECTED");
    }

    @Test
    void progressIsSeenAsTheWorkerReportsIt() {
        Answer asked = ask(recipe("acme/first@1", "acme/second@1"));
        assertThat(merge(asked).path("progress").path("phase").asString()).isEqualTo("queued");
        claim().heartbeat();
        assertThat(merge(asked).path("progress").toString())
                .isEqualTo("{\"phase\":\"merging\",\"doneBytes\":5,\"totalBytes\":10}");
        assertThat(merge(asked).path("attempt").asInt()).isEqualTo(1);
    }

    @Test
    void whoeverWatchesAMergeIsToldUntilItHasEnded() throws Exception {
        Answer asked = ask(recipe("acme/first@1", "acme/second@1"));
        try (ExecutorService watching = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> events = watching.submit(() -> new String(
                    client.get("/merges/" + id(asked) + "/events").raw().body(), StandardCharsets.UTF_8));
            Thread.sleep(Duration.ofMillis(300));
            claim().finish(made);

            assertThat(events.get())
                    .contains("event:merge\n")
                    .contains("\"state\":\"QUEUED\"")
                    .contains("\"state\":\"SUCCEEDED\"");
        }
    }

    @Test
    void mergesAreListedByStateTheNewestFirst() {
        Answer older = ask(recipe("acme/first@1", "acme/second@1"));
        Answer newer = ask(recipe("acme/second@1", "acme/first@1"));
        JsonNode page = client.get("/merges?state=QUEUED&limit=1").json();
        assertThat(page.path("items").get(0).path("id").asString()).isEqualTo(id(newer));
        JsonNode next = client.get("/merges?state=QUEUED&limit=1&cursor="
                        + page.path("next").asString())
                .json();
        assertThat(next.path("items").get(0).path("id").asString()).isEqualTo(id(older));
        assertThat(next.path("next").isNull()).isTrue();
    }

    @Test
    void preflightSaysWhatTheReferencesMeanAndQueuesNothing() {
        Answer answer = client.post(
                "/merges/preflight", "{'recipeText': '%s'}".formatted(recipe("acme/first@latest", "acme/second@1")));
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        assertThat(answer.json().path("findings").valueStream().map(finding -> finding.path("code")
                        .asString()))
                .containsExactly("BASE_NOT_EVALUATED");
        assertThat(answer.json().path("inputs").get(0).path("reference").asString())
                .isEqualTo("acme/first@latest");
        assertThat(answer.json().path("inputs").get(0).path("version").asString())
                .isEqualTo("acme/first@1");
        assertThat(TestWorker.tryClaim(client)).isEmpty();
    }

    @Test
    void aFolderIsNoInputHere() {
        assertThat(ask(recipe("models/first", "acme/second@1")).code()).isEqualTo("MERGE_INPUT_NOT_REGISTERED");
    }

    @Test
    void aModelIsNoAdapter() {
        assertThat(ask(recipe("acme/first@1+acme/second@1", "acme/second@1")).code())
                .isEqualTo("MERGE_INPUT_KIND_WRONG");
    }

    @Test
    void jobsAreListedForOperatorsTheNewestFirst() {
        ask(recipe("acme/first@1", "acme/second@1"));
        TestWorker worker = claim();
        worker.heartbeat();
        JsonNode newest =
                client.get("/jobs?state=LEASED&limit=1").json().path("items").get(0);

        assertThat(newest.path("id").asString()).isEqualTo(worker.job());
        assertThat(newest.path("worker").asString()).isEqualTo("test");
        assertThat(client.get("/jobs/" + worker.job()).json()).isEqualTo(newest);
        assertThat(client.get("/jobs?state=WRONG").code()).isEqualTo("PARAMETER_MALFORMED");
    }

    @Test
    void theWholeContractIsInTheDescriptionOfTheInterface() {
        String paths = client.get("/openapi").json().path("paths").toString();
        assertThat(paths)
                .contains("/api/v1/jobs/claim", "/api/v1/jobs/{id}/heartbeat", "/api/v1/jobs/{id}/settle")
                .contains("/api/v1/jobs/{id}/retry", "/api/v1/merges/preflight", "/api/v1/merges/{id}/events")
                .contains("/api/v1/merges/{merge}/version/complete", "/api/v1/recipes/{id}");
    }

    @Test
    void aVersionThatDoesNotExistIsNamed() {
        Answer answer = ask(recipe("acme/first@7", "acme/second@1"));
        assertThat(answer.code()).isEqualTo("VERSION_NOT_FOUND");
        assertThat(answer.json().path("where").asString()).isEqualTo("acme/first@7");
    }

    @Test
    void aRequestHasOneRecipe() {
        assertThat(client.post("/merges", "{'output': '%s'}".formatted(output)).code())
                .isEqualTo("MERGE_RECIPE_MISSING");
    }

    @Test
    void aModelOfAnotherKindIsNoOutput() {
        Answer answer = client.post(
                "/merges",
                "{'recipeText': '%s', 'output': 'acme/first'}".formatted(recipe("acme/first@1", "acme/second@1")));
        assertThat(answer.code()).isEqualTo("MODEL_KIND_MISMATCH");
    }

    @Test
    void aKeptRecipeIsMergedByItsId() {
        Answer kept = client.send(client.request("/recipes")
                .header("Content-Type", "application/yaml")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                        recipe("acme/first@1", "acme/second@1").replace("\\n", "\n"))));
        Answer asked = client.post(
                "/merges",
                "{'recipe': '%s', 'output': '%s'}"
                        .formatted(kept.json().path("id").asString(), output));
        assertThat(asked.status()).as(asked.json().toString()).isEqualTo(202);
        assertThat(asked.json().path("recipeId")).isEqualTo(kept.json().path("id"));
    }

    private Answer ask(String recipe) {
        return ask(recipe, false);
    }

    private Answer ask(String recipe, boolean force) {
        return client.post(
                "/merges", "{'recipeText': '%s', 'output': '%s', 'force': %b}".formatted(recipe, output, force));
    }

    private TestWorker claim() {
        return TestWorker.claim(client);
    }

    private JsonNode merge(Answer asked) {
        return client.get("/merges/" + id(asked)).json();
    }

    private String state(Answer asked) {
        return merge(asked).path("state").asString();
    }

    private static String id(Answer asked) {
        return asked.json().path("id").asString();
    }

    /** As it stands in a JSON string. */
    private static String recipe(String first, String second) {
        return """
                merge_method: linear
                models:
                - {model: %s, parameters: {weight: 0.5}}
                - {model: %s, parameters: {weight: 0.5}}
                """.formatted(first, second).replace("\n", "\\n");
    }

    private void expireLeases() {
        jdbc.sql("update job set lease_expires_at = now() - interval '1 second' where state = 'LEASED'")
                .update();
        jobs.expire();
        jdbc.sql("update job set run_after = now() where state = 'QUEUED'").update();
    }
}
