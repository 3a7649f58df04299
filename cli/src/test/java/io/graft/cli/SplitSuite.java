package io.graft.cli;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.transfer.Part;
import io.graft.core.transfer.Transfer;
import io.graft.core.transfer.UploadPlan;
import io.graft.registry.RegistryApplication;
import io.graft.worker.MergeWorkerApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A registry and workers as processes of their own over one database and one folder of blobs, impatient for tests. */
final class SplitSuite implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path folder;
    private final KillableDatabase database;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<ServiceProcess> started = new ArrayList<>();
    private final int port;

    record Answer(int status, JsonNode json) {}

    SplitSuite(Path folder) throws IOException {
        this.folder = folder;
        this.database = KillableDatabase.start(folder.resolve("database"));
        this.port = Suite.freePort();
    }

    /** Starts the registry, always on the same port, and waits until it answers. */
    ServiceProcess startRegistry(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "server.port=" + port,
                "spring.datasource.url=" + database.url(),
                "spring.datasource.username=postgres",
                "graft.storage.folder=" + blobs(),
                "graft.storage.part-size=5MB",
                // Chunks are not what is at stake here, and cutting them takes time.
                "graft.deduplication.smallest=1TB",
                "graft.jobs.heartbeat=1s",
                "graft.jobs.backoff=100ms",
                "graft.sweep.every=1s",
                "graft.sweep.grace=3s",
                "db-scheduler.heartbeat-interval=1s",
                "db-scheduler.polling-interval=500ms",
                "graft.webhooks.allow-private=true",
                "graft.webhooks.retries=100ms,200ms,500ms,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s"));
        settings.addAll(List.of(more));
        ServiceProcess registry = launch(RegistryApplication.class, "registry", settings.toArray(String[]::new));
        await("the registry to answer", () -> registry.isAlive() && isHealthy());
        return registry;
    }

    /** Where its registry answers. */
    String address() {
        return "http://localhost:" + port;
    }

    ServiceProcess startWorker(String name) {
        return launch(MergeWorkerApplication.class, name, workerSettings(name));
    }

    /** One that is long enough at a merge for whoever waits to be told of it. */
    ServiceProcess startSlowWorker(String name) {
        return add(ServiceProcess.startSlow(MergeWorkerApplication.class, log(name), workerSettings(name)));
    }

    private String[] workerSettings(String name) {
        return new String[] {
            "graft.worker.registry=http://localhost:" + port,
            "graft.worker.name=" + name,
            "graft.worker.threads=1",
            "graft.worker.cache=" + folder.resolve("cache-" + name)
        };
    }

    private ServiceProcess launch(Class<?> main, String name, String... settings) {
        return add(ServiceProcess.start(main, log(name), settings));
    }

    private ServiceProcess add(ServiceProcess process) {
        started.add(process);
        return process;
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    Path blobs() {
        return folder.resolve("blobs");
    }

    Answer get(String path) {
        return send(HttpRequest.newBuilder(url(path)).GET());
    }

    Answer post(String path, Object body) {
        return send(HttpRequest.newBuilder(url(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    /** Asks under one key until there is an answer, so that it is done once, whoever dies meanwhile. */
    JsonNode postOnce(String path, Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url(path))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
        Answer[] last = new Answer[1];
        await("an answer of POST " + path, () -> {
            last[0] = send(request);
            return last[0].status() / 100 == 2;
        });
        return last[0].json();
    }

    /** Sends a document in YAML. */
    Answer putYaml(String path, String document) {
        return send(HttpRequest.newBuilder(url(path))
                .header("Content-Type", "application/yaml")
                .PUT(BodyPublishers.ofString(document)));
    }

    Answer postYaml(String path, String document) {
        return send(HttpRequest.newBuilder(url(path))
                .header("Content-Type", "application/yaml")
                .POST(BodyPublishers.ofString(document)));
    }

    KillableDatabase database() {
        return database;
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    http.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
            String body = response.body();
            return new Answer(response.statusCode(), body.startsWith("{") ? JSON.readTree(body) : JSON.nullNode());
        } catch (IOException e) {
            return new Answer(0, JSON.nullNode());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private URI url(String path) {
        return URI.create("http://localhost:%d/api/v1%s".formatted(port, path));
    }

    private boolean isHealthy() {
        return get("/models").status() == 200;
    }

    /** Creates the model and announces a version made of the files of a folder. */
    Answer announce(String model, String kind, Path source, Map<String, ?> more) throws IOException {
        String[] name = model.split("/", -1);
        post("/models", Map.of("namespace", name[0], "name", name[1], "kind", kind));
        Map<String, Object> form = new HashMap<>(more);
        form.put("files", describe(source));
        return post("/models/" + model + "/versions", form);
    }

    /** Sends what is missing of a version; returns how many bytes that was. */
    long upload(Answer announced, Path source) throws InterruptedException {
        AtomicLong moved = new AtomicLong();
        for (UploadPlan plan : plans(announced)) {
            new Transfer(2).upload(source.resolve(plan.path()), plan, moved::addAndGet);
        }
        return moved.get();
    }

    static List<UploadPlan> plans(Answer announced) {
        return announced
                .json()
                .path("uploads")
                .valueStream()
                .map(upload -> JSON.treeToValue(upload, UploadPlan.class))
                .toList();
    }

    static long partsDone(Answer announced) {
        return plans(announced).stream()
                .flatMap(plan -> plan.parts().stream())
                .filter(Part::done)
                .count();
    }

    /** Completes a version, asking again while it is being verified or the registry is away. */
    JsonNode complete(String model, int number) {
        Answer[] last = new Answer[1];
        await("%s@%d to be decided".formatted(model, number), () -> {
            last[0] = post("/models/%s/versions/%d/complete".formatted(model, number), Map.of());
            return last[0].status() == 200;
        });
        return last[0].json();
    }

    /** Registers a folder as a version that is READY. */
    JsonNode register(String model, String kind, Path source, Map<String, ?> more)
            throws IOException, InterruptedException {
        Answer announced = announce(model, kind, source, more);
        upload(announced, source);
        return complete(model, announced.json().path("number").asInt());
    }

    JsonNode merge(String id) {
        return get("/merges/" + id).json();
    }

    JsonNode awaitMerge(String id, String state) {
        await(
                "merge %s to be %s".formatted(id, state),
                () -> merge(id).path("state").asString("").equals(state));
        return merge(id);
    }

    /** Waits until the store's folder holds the bytes of the first versions of these models, and nothing else. */
    void awaitNoOrphans(String... models) {
        await("the sweep to leave nothing but what versions refer to", () -> kept().equals(referred(models)));
    }

    /** Whether the store's folder holds these bytes. */
    boolean isKept(Digest bytes) {
        return kept().contains(bytes.hex());
    }

    private Set<String> kept() {
        try (Stream<Path> files = Files.walk(blobs())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toSet());
        } catch (IOException | UncheckedIOException e) {
            return Set.of();
        }
    }

    private Set<String> referred(String... models) {
        return Stream.of(models)
                .map(model -> get("/models/%s/versions/1".formatted(model)).json())
                .flatMap(version -> version.path("files").valueStream())
                .map(file -> file.path("sha256").asString().replace("sha256:", ""))
                .collect(Collectors.toSet());
    }

    static List<ArtifactFile> describe(Path source) throws IOException {
        try (Stream<Path> files = Files.list(source)) {
            List<ArtifactFile> described = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                byte[] bytes = Files.readAllBytes(file);
                described.add(new ArtifactFile(file.getFileName().toString(), bytes.length, Digest.of(bytes)));
            }
            return described;
        }
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Waited %s for %s in vain".formatted(PATIENCE, what));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        started.forEach(ServiceProcess::close);
        database.close();
    }
}
