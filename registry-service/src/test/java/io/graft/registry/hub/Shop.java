package io.graft.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import io.graft.registry.Weights;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Models under a namespace of their own, some of whose versions are released, and the Hub's calls for them. */
public final class Shop {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int WIDTH = 8;

    private final Uploader client;
    private final String root;
    private final String namespace = "shop" + COUNT.incrementAndGet();

    public Shop(Uploader client) {
        this.client = client;
        this.root = "http://localhost:" + client.port();
        client.model(name("base"), "base");
        client.publish(name("base"), Weights.model(10L * COUNT.get() + 1, WIDTH), null);
        client.model(name("tone"), "adapter");
    }

    public String name(String model) {
        return namespace + "/" + model;
    }

    public String pool() {
        return "Pools.%s-v1".formatted(name("base"));
    }

    public String release(int number) {
        return "Releases.%s-v%d".formatted(name("tone"), number);
    }

    /** The folder of a version in the pool. */
    public String folder(int number) {
        return "%s-v%d".formatted(name("tone"), number);
    }

    /** Publishes a version of the adapter that nobody has released yet. */
    public Map<String, byte[]> publish(long seed) {
        return publish(Weights.adapter(seed, WIDTH));
    }

    public Map<String, byte[]> publish(Map<String, byte[]> files) {
        client.publish(name("tone"), files, name("base@1"));
        return files;
    }

    /** Releases what is the newest version then. */
    public Map<String, byte[]> released(long seed, int number) {
        Map<String, byte[]> files = publish(seed);
        release("tone@" + number);
        return files;
    }

    public void release(String version) {
        Answer released = client.post("/releases", "{'version': '%s'}".formatted(name(version)));
        assertThat(released.status()).as(released.json().toString()).isEqualTo(201);
    }

    public void withdraw(String model, int number) {
        Answer withdrawn = client.post(
                "/models/%s/versions/%d/withdraw".formatted(name(model), number),
                "{'reason': 'Poisoned reviews', 'kind': 'data'}");
        assertThat(withdrawn.status()).as(withdrawn.json().toString()).isEqualTo(201);
    }

    Answer get(String path) {
        return client.get(root + path);
    }

    Answer head(String path) {
        return client.send(HttpRequest.newBuilder(URI.create(root + path)).method("HEAD", BodyPublishers.noBody()));
    }

    Answer send(String method, String path, String type, String body) {
        return client.send(HttpRequest.newBuilder(URI.create(root + path))
                .header("Content-Type", type)
                .method(method, BodyPublishers.ofString(body.replace('\'', '"'))));
    }

    String sha(String repository) {
        return get("/api/models/" + repository).json().path("sha").asString();
    }

    /** The files of a repository, as a client lists them. */
    List<String> files(String repository) {
        return get("/api/models/" + repository)
                .json()
                .path("siblings")
                .valueStream()
                .map(file -> file.path("rfilename").asString())
                .toList();
    }
}
