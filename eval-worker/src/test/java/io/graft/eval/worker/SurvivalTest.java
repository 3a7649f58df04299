package io.graft.eval.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryApplication;
import io.graft.registry.TestDatabase;
import io.graft.registry.Uploader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What happens to evaluations when the process that runs them dies. All processes are real. */
class SurvivalTest {
    private static final Path SAMPLES = Path.of("../samples");
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern IN_JOURNAL = Pattern.compile("(\\d+) of (\\d+) replies were in the journal");

    @TempDir
    static Path shared;

    private static ConfigurableApplicationContext registry;
    private static Uploader client;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startRegistry() throws IOException {
        registry = RegistryApplication.application()
                .registerShutdownHook(false)
                .run(
                        "--server.port=0",
                        "--spring.datasource.url=" + TestDatabase.fresh(),
                        "--spring.datasource.username=postgres",
                        "--spring.datasource.password=postgres",
                        "--graft.storage.folder=" + shared.resolve("blobs"),
                        "--graft.jobs.heartbeat=1s",
                        "--graft.jobs.backoff=100ms",
                        "--graft.jobs.poll=200ms",
                        "--db-scheduler.polling-interval=200ms");
        client = new Uploader(Objects.requireNonNull(((WebServerApplicationContext) registry).getWebServer())
                .getPort());
        client.model("samples/base", "base");
        client.publish("samples/base", files(SAMPLES.resolve("base")), null);
    }

    @AfterAll
    static void stopRegistry() {
        registry.close();
    }

    @Test
    void aNativeAbortKillsTheWorkerUntilTheJobIsDeadAndNothingIsComputedTwice() throws Exception {
        String evaluation = ask("abort");
        try (WorkerProcess worker = worker("abort", "-Dgraft.eval.sabotage=abort", "-Dgraft.eval.sabotage.replies=8")) {
            await("the job to be dead", () -> {
                worker.keepUp();
                return state(evaluation).equals("FAILED");
            });
            JsonNode failed = show(evaluation);
            assertThat(failed.path("error").path("code").asString()).isEqualTo("WORKER_LOST");
            assertThat(failed.path("attempt").asInt()).isEqualTo(3);
        }
        try (WorkerProcess healthy = worker("healthy")) {
            assertThat(client.post("/jobs/" + job() + "/retry", "").status()).isEqualTo(202);
            await("the retried job", () -> state(evaluation).equals("SUCCEEDED"));
            assertThat(inJournal(healthy)).isGreaterThanOrEqualTo(3 * 8);
        }
    }

    @Test
    void aWorkerThatIsKilledHalfwayLeavesWhatItFoundToTheNext() throws Exception {
        String evaluation = ask("kill");
        try (WorkerProcess first = worker("first", "-Dgraft.eval.sabotage=hang", "-Dgraft.eval.sabotage.replies=8")) {
            await("some replies", () -> done(evaluation) >= 5);
            first.kill();
        }
        try (WorkerProcess second = worker("second")) {
            await("the evaluation", () -> state(evaluation).equals("SUCCEEDED"));
            assertThat(inJournal(second)).isGreaterThanOrEqualTo(5);
            assertThat(show(evaluation).path("attempt").asInt()).isEqualTo(2);
        }
    }

    @Test
    void aWorkerThatRunsOutOfMemoryLivesAndTheJobIsDeadWithAReason() throws Exception {
        String evaluation = ask("memory");
        try (WorkerProcess worker =
                worker("memory", "-Dgraft.eval.sabotage=memory", "-Dgraft.eval.sabotage.replies=3")) {
            await("the job to be dead", () -> state(evaluation).equals("FAILED"));
            JsonNode error = show(evaluation).path("error");
            assertThat(error.path("code").asString()).isEqualTo("WORKER_FAILED");
            assertThat(error.path("message").asString()).contains("OutOfMemoryError");
            assertThat(worker.isAlive()).isTrue();
        }
    }

    private WorkerProcess worker(String name, String... properties) {
        return new WorkerProcess(URI.create("http://localhost:" + client.port()), folder, name, properties);
    }

    /** A suite of its own for each test: what is known of another would not be run. */
    private static String ask(String name) throws IOException {
        String suite = JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "name",
                        "samples/" + name,
                        "files",
                        Stream.of("sentiment.yaml", "sentiment.jsonl")
                                .map(path -> Map.of("path", path, "text", text(path)))
                                .toList(),
                        "description",
                        name));
        assertThat(client.send(client.request("/suites")
                                .header("Content-Type", "application/json")
                                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(suite)))
                        .status())
                .isBetween(200, 201);
        Uploader.Answer asked = client.post(
                "/evaluations",
                "{'suite': 'samples/%s@1', 'arms': [{'model': 'samples/base@1'}], 'limit': %d, 'force': true}"
                        .formatted(name, 100 + name.length()));
        assertThat(asked.status()).as(asked.json().toString()).isEqualTo(202);
        return asked.json().path("id").asString();
    }

    private static String job() {
        return client.get("/jobs?state=DEAD")
                .json()
                .path("items")
                .get(0)
                .path("id")
                .asString();
    }

    private static JsonNode show(String evaluation) {
        return client.get("/evaluations/" + evaluation).json();
    }

    private static String state(String evaluation) {
        return show(evaluation).path("state").asString();
    }

    private static long done(String evaluation) {
        JsonNode progress = show(evaluation).path("progress");
        return progress.path("phase").asString().equals("evaluating")
                ? progress.path("doneBytes").asLong()
                : 0;
    }

    private static int inJournal(WorkerProcess worker) {
        Matcher said = IN_JOURNAL.matcher(worker.log());
        assertThat(said.find()).as(worker.log()).isTrue();
        return Integer.parseInt(said.group(1));
    }

    private static String text(String path) {
        try {
            return Files.readString(SAMPLES.resolve("suites").resolve(path));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path file : entries.sorted().toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Waited %s for %s in vain".formatted(PATIENCE, what));
            }
            Thread.sleep(50);
        }
    }
}
