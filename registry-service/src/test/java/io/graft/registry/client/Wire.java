package io.graft.registry.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Stands between a client and the registry as a proxy would, and notes what the client sends. */
final class Wire implements AutoCloseable {
    private static final Set<String> OF_ONE_HOP =
            Set.of("connection", "content-length", "expect", "host", "keep-alive", "transfer-encoding", "upgrade");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final int registry;

    Wire(int registry) {
        this.registry = registry;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::pass);
        server.start();
    }

    /**
     * What a client sent.
     *
     * @param path with its query
     * @param bytes of its body
     */
    record Request(String method, String path, int status, long bytes) {}

    String endpoint() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Those with a method since the last {@link #forget}. */
    List<Request> requests(String method) {
        return requests.stream()
                .filter(request -> request.method().equals(method))
                .toList();
    }

    /** Bytes in the bodies of all that were sent with a method. */
    long sent(String method) {
        return requests(method).stream().mapToLong(Request::bytes).sum();
    }

    void forget() {
        requests.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
    }

    private void pass(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        HttpResponse<byte[]> answer = send(exchange, body);
        requests.add(new Request(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), answer.statusCode(), body.length));
        answer.headers().map().forEach((name, values) -> {
            if (!OF_ONE_HOP.contains(name) || exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        int length = answer.body().length;
        exchange.sendResponseHeaders(answer.statusCode(), length == 0 ? -1 : length);
        if (length > 0) {
            exchange.getResponseBody().write(answer.body());
        }
        exchange.close();
    }

    private HttpResponse<byte[]> send(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:%d%s".formatted(registry, exchange.getRequestURI())))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body))
                .header("X-Forwarded-Host", "localhost")
                .header("X-Forwarded-Port", Integer.toString(server.getAddress().getPort()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_ONE_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
