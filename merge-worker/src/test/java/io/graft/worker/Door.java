package io.graft.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** The way from a worker to the registry, on which requests can be held up or lost. */
final class Door implements AutoCloseable {
    private static final Set<String> OWN_HEADERS =
            Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "http2-settings", "expect");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServer server;
    private final int registry;
    private final CountDownLatch opened = new CountDownLatch(1);
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private volatile Predicate<String> held = path -> false;
    private volatile Predicate<String> lost = path -> false;

    Door(int registry) throws IOException {
        this.registry = registry;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::pass);
        server.start();
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** From now on requests to such paths wait until the door is opened. */
    void hold(Predicate<String> path) {
        held = path;
    }

    /** From now on requests to such paths are answered as by a proxy whose registry is away. */
    void lose(Predicate<String> path) {
        lost = path;
    }

    void open() {
        held = path -> false;
        lost = path -> false;
        opened.countDown();
    }

    /** Waits until a request to a path with this in it has come. */
    void awaitRequest(String part) throws InterruptedException {
        while (seen.stream().noneMatch(path -> path.contains(part))) {
            Thread.sleep(10);
        }
    }

    @Override
    public void close() {
        open();
        server.stop(0);
    }

    private void pass(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        seen.add(path);
        try (exchange) {
            if (held.test(path)) {
                opened.await();
            }
            if (lost.test(path)) {
                exchange.sendResponseHeaders(502, -1);
            } else {
                answer(exchange, client.send(forwarded(exchange), BodyHandlers.ofInputStream()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest forwarded(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + registry + exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()))
                .header("X-Forwarded-Host", "localhost")
                .header("X-Forwarded-Port", Integer.toString(server.getAddress().getPort()));
        exchange.getRequestHeaders().forEach((name, values) -> copy(request, name, values));
        return request.build();
    }

    private static void copy(HttpRequest.Builder request, String name, List<String> values) {
        if (!OWN_HEADERS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
        }
    }

    private static void answer(HttpExchange exchange, HttpResponse<InputStream> response) throws IOException {
        byte[] body = response.body().readAllBytes();
        response.headers().map().forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(java.util.Locale.ROOT)) && !name.startsWith(":")) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
