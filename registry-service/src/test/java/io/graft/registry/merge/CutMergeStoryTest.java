package io.graft.registry.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.EmptyQueue;
import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import io.graft.registry.Weights;
import io.graft.registry.job.Jobs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A merge that is cut into parts, each made by a worker, and joined by one. */
@RegistryTest
class CutMergeStoryTest {
    private static final AtomicInteger COUNT = new AtomicInteger(5000);
    private static final String INDEX = "model.safetensors.index.json";

    private final Uploader client;
    private final JdbcClient jdbc;
    private final Jobs jobs;
    private final int seed = COUNT.addAndGet(10);
    private final String output = "acme/cut" + seed;
    private final List<Map<String, byte[]>> shards = List.of(shard(1, "q_proj"), shard(2, "v_proj"));

    @Autowired
    CutMergeStoryTest(@LocalServerPort int port, JdbcClient jdbc, Jobs jobs) {
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
    void theLastPartHasAllOfThemJoinedToOneVersion() {
        Answer asked = ask(2);
        assertThat(asked.status()).as(asked.json().toString()).isEqualTo(202);
        TestWorker one = claim();
        TestWorker other = claim();
        assertThat(List.of(one.part(), other.part())).containsExactlyInAnyOrder(1, 2);

        finish(one);
        assertThat(TestWorker.tryClaim(client)).isEmpty();
        assertThat(merge(asked).path("partsDone").asInt()).isEqualTo(1);
        finish(other);
        TestWorker joiner = claim();
        assertThat(joiner.kind()).isEqualTo("merge-join");
        assertThat(joiner.made()).containsExactly(name(1), name(2));
        assertThat(version().path("state").asString()).isEqualTo("PENDING");

        join(joiner);
        assertThat(state(asked)).isEqualTo("SUCCEEDED");
        assertThat(merge(asked).path("partsDone").asInt()).isEqualTo(2);
        assertThat(version().path("state").asString()).isEqualTo("READY");
        assertThat(paths(version())).containsExactly("config.json", name(1), name(2), INDEX);
    }

    @Test
    void whoJoinsSendsOnlyWhatNoPartHasSent() {
        ask(2);
        finish(claim());
        finish(claim());
        Answer declared = claim().declare(whole());

        assertThat(declared.json().path("uploads").valueStream().map(upload -> upload.path("path")
                        .asString()))
                .containsExactlyInAnyOrder("config.json", INDEX);
    }

    @Test
    void theCutIsNoPartOfWhatIsAskedForButTheSizeOfFilesIs() {
        Answer asked = ask(2);
        assertThat(id(ask(3))).isEqualTo(id(asked));
        assertThat(id(ask(2, 1000))).isNotEqualTo(id(asked));
        assertThat(ask(0).code()).isEqualTo("MERGE_CUT_INVALID");
        assertThat(ask(257).code()).isEqualTo("MERGE_CUT_INVALID");
        assertThat(ask(2, 0).code()).isEqualTo("MERGE_CUT_INVALID");
    }

    @Test
    void aWorkerThatDiesReturnsItsPartAlone() {
        Answer asked = ask(2);
        TestWorker dying = claim();
        dying.heartbeat();
        expireLeases();
        assertThat(state(asked)).isEqualTo("QUEUED");
        TestWorker other = claim();
        TestWorker successor = claim();
        assertThat(state(asked)).isEqualTo("RUNNING");

        assertThat(dying.declarePart(files(dying)).code()).isEqualTo("LEASE_LOST");
        assertThat(dying.succeed().code()).isEqualTo("LEASE_LOST");
        finish(other);
        finish(successor);
        join(claim());
        assertThat(state(asked)).isEqualTo("SUCCEEDED");
        assertThat(merge(asked).path("attempt").asInt()).isEqualTo(2);
    }

    @Test
    void aPartIsNotDoneBeforeItsBytesWereReadBack() {
        Answer asked = ask(2);
        TestWorker worker = claim();
        assertThat(worker.succeed().code()).isEqualTo("MERGE_PART_MISSING");
        worker.declarePart(files(worker));
        assertThat(worker.verifyPart().code()).isEqualTo("UPLOAD_INCOMPLETE");
        assertThat(worker.succeed().code()).isEqualTo("VERSION_NOT_VERIFIED");

        finish(worker);
        assertThat(merge(asked).path("partsDone").asInt()).isEqualTo(1);
    }

    @Test
    void aVersionOfWhichThereAreOnlyPartsIsNotCompletedByWhoeverComesAlong() {
        ask(2);
        finish(claim());

        assertThat(client.complete(output, 1).code()).isEqualTo("UPLOAD_INCOMPLETE");
        finish(claim());
        join(claim());
        assertThat(version().path("state").asString()).isEqualTo("READY");
    }

    @Test
    void aPartWithoutFilesIsDoneAtOnce() {
        Answer asked = ask(3);
        for (int i = 0; i < 3; i++) {
            finish(claim());
        }
        join(claim());
        assertThat(state(asked)).isEqualTo("SUCCEEDED");
    }

    @Test
    void partsThatEndInOneMomentAreJoinedOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            ask(2, 2000 + round);
            List<TestWorker> workers = List.of(claim(), claim());
            workers.forEach(worker -> worker.publishPart(files(worker)));
            try (ExecutorService both = Executors.newFixedThreadPool(2)) {
                List<Callable<Answer>> ends = List.of(workers.getFirst()::succeed, workers.getLast()::succeed);
                for (Future<Answer> settled : both.invokeAll(ends)) {
                    assertThat(settled.get().status()).isEqualTo(200);
                }
            }
            join(claim());
            assertThat(TestWorker.tryClaim(client)).isEmpty();
        }
    }

    @Test
    void aPartThatFailsEndsTheMergeAndStopsTheOthers() {
        Answer asked = ask(3);
        TestWorker failing = claim();
        TestWorker working = claim();
        working.publishPart(files(working));
        failing.fail("MERGE_NOT_FINITE", false);

        assertThat(state(asked)).isEqualTo("FAILED");
        assertThat(merge(asked).path("error").path("code").asString()).isEqualTo("MERGE_NOT_FINITE");
        assertThat(version().path("state").asString()).isEqualTo("REJECTED");
        assertThat(working.declarePart(files(working)).code()).isEqualTo("MERGE_ABANDONED");
        await(() -> working.heartbeat().json().path("cancelRequested").asBoolean());
        await(() -> jobsIn("QUEUED") == 0);
        working.settle("{'outcome': 'cancelled'}");
        assertThat(state(asked)).isEqualTo("FAILED");
        assertThat(TestWorker.tryClaim(client)).isEmpty();
    }

    @Test
    void aMergeThatFailedIsRetriedWithoutThePartsThatAreDone() {
        Answer asked = ask(3);
        finish(claim());
        TestWorker failing = claim();
        TestWorker working = claim();
        failing.fail("MERGE_NOT_FINITE", false);
        assertThat(client.post("/jobs/" + failing.job() + "/retry", "").status())
                .isEqualTo(202);
        assertThat(state(asked)).isEqualTo("QUEUED");
        assertThat(merge(asked).path("partsDone").asInt()).isEqualTo(1);

        assertThat(working.declarePart(files(working)).code()).isEqualTo("LEASE_LOST");
        List<TestWorker> again = List.of(claim(), claim());
        assertThat(again).extracting(TestWorker::part).containsExactlyInAnyOrder(failing.part(), working.part());
        again.forEach(this::finish);
        join(claim());
        assertThat(state(asked)).isEqualTo("SUCCEEDED");
        await(() -> working.heartbeat().json().path("cancelRequested").asBoolean());
    }

    @Test
    void aJoinThatFailedIsRetried() {
        Answer asked = ask(2);
        finish(claim());
        finish(claim());
        TestWorker failing = claim();
        failing.fail("MERGE_SHARDS_MISMATCH", false);
        assertThat(state(asked)).isEqualTo("FAILED");
        client.post("/jobs/" + failing.job() + "/retry", "");

        join(claim());
        assertThat(state(asked)).isEqualTo("SUCCEEDED");
    }

    @Test
    void cancellingReachesEveryPart() {
        Answer asked = ask(3);
        TestWorker working = claim();
        client.post("/merges/" + id(asked) + "/cancel", "");

        assertThat(state(asked)).isEqualTo("CANCELLED");
        assertThat(TestWorker.tryClaim(client)).isEmpty();
        assertThat(working.heartbeat().json().path("cancelRequested").asBoolean())
                .isTrue();
    }

    @Test
    void aCancelThatFindsEveryPartAsGoodAsDoneStillCounts() {
        Answer asked = ask(2);
        List<TestWorker> workers = List.of(claim(), claim());
        workers.forEach(worker -> worker.publishPart(files(worker)));
        client.post("/merges/" + id(asked) + "/cancel", "");
        workers.forEach(TestWorker::succeed);

        assertThat(state(asked)).isEqualTo("CANCELLED");
        assertThat(TestWorker.tryClaim(client)).isEmpty();
    }

    @Test
    void progressIsThatOfAllPartsTogether() {
        Answer asked = ask(3);
        claim().heartbeat();
        claim().heartbeat();

        assertThat(merge(asked).path("progress").toString())
                .isEqualTo("{\"phase\":\"merging\",\"doneBytes\":10,\"totalBytes\":20}");
        assertThat(merge(asked).path("parts").asInt()).isEqualTo(3);
    }

    private void finish(TestWorker worker) {
        Map<String, byte[]> files = files(worker);
        if (files.isEmpty()) {
            worker.declarePart(files);
            assertThat(worker.succeed().status()).isEqualTo(200);
        } else {
            worker.finishPart(files);
        }
    }

    private Map<String, byte[]> files(TestWorker worker) {
        return worker.part() <= shards.size() ? shards.get(worker.part() - 1) : Map.of();
    }

    private void join(TestWorker joiner) {
        assertThat(joiner.kind()).isEqualTo("merge-join");
        joiner.finish(whole());
    }

    private Map<String, byte[]> whole() {
        Map<String, byte[]> whole = new LinkedHashMap<>();
        shards.forEach(whole::putAll);
        whole.putAll(Uploader.files(
                INDEX,
                """
                {"metadata": {"seed": %d}, "weight_map": {"%s": "%s", "%s": "%s"}}
                """.formatted(seed, tensor("q_proj"), name(1), tensor("v_proj"), name(2)),
                "config.json",
                "{\"model_type\": \"llama\", \"num_hidden_layers\": 1, \"seed\": %d}".formatted(seed)));
        return whole;
    }

    private Map<String, byte[]> shard(int number, String module) {
        return Uploader.files(
                name(number),
                Weights.seeded(seed + number).with(tensor(module), 8, 8).bytes());
    }

    private static String name(int number) {
        return "model-%05d-of-00002.safetensors".formatted(number);
    }

    private static String tensor(String module) {
        return "model.layers.0.self_attn.%s.weight".formatted(module);
    }

    private Answer ask(int parts) {
        return ask(parts, 5_000_000_000L);
    }

    private Answer ask(int parts, long shardBytes) {
        String recipe = """
                merge_method: linear
                models:
                - {model: acme/first@1, parameters: {weight: 0.5}}
                - {model: acme/second@1, parameters: {weight: 0.5}}
                """.replace("\n", "\\n");
        return client.post(
                "/merges",
                "{'recipeText': '%s', 'output': '%s', 'parts': %d, 'shardBytes': %d}"
                        .formatted(recipe, output, parts, shardBytes));
    }

    private TestWorker claim() {
        return TestWorker.claim(client);
    }

    private JsonNode version() {
        return client.get("/models/" + output + "/versions/1").json();
    }

    private static Stream<String> paths(JsonNode version) {
        return version.path("files").valueStream().map(file -> file.path("path").asString());
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

    private int jobsIn(String state) {
        return jdbc.sql("select count(*) from job where state = :state")
                .param("state", state)
                .query(Integer.class)
                .single();
    }

    private void expireLeases() {
        jdbc.sql("update job set lease_expires_at = now() - interval '1 second' where state = 'LEASED'")
                .update();
        jobs.expire();
        jdbc.sql("update job set run_after = now() where state = 'QUEUED'").update();
    }

    private static void await(BooleanSupplier condition) {
        for (int i = 0; i < 500 && !condition.getAsBoolean(); i++) {
            try {
                Thread.sleep(30);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
