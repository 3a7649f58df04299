package io.graft.registry.notify;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real endpoint, which writes down what it is sent. */
final class Receiver implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int PATIENCE_SECONDS = 60;

    private final HttpServer server;
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final Map<String, AtomicInteger> underWay = new ConcurrentHashMap<>();
    private final AtomicInteger overlaps = new AtomicInteger();
    private volatile int status = 204;
    private volatile String location = "";
    private volatile int pauseMillis;

    record Call(Headers headers, String body, int answer) {
        boolean accepted() {
            return answer < 300;
        }

        JsonNode json() {
            return JSON.readTree(body);
        }

        String type() {
            return json().path("type").asString();
        }

        int step() {
            return json().path("data").path("step").asInt();
        }

        String id() {
            return headers.getFirst("webhook-id");
        }
    }

    private Receiver(HttpServer server) {
        this.server = server;
    }

    static Receiver start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Receiver receiver = new Receiver(server);
            server.createContext("/", receiver::take);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:%d/hook".formatted(port());
    }

    Receiver answering(int next) {
        status = next;
        return this;
    }

    Receiver redirectingTo(String target) {
        location = target;
        return answering(302);
    }

    Receiver thinkingFor(int millis) {
        pauseMillis = millis;
        return this;
    }

    /** The next call, however long it takes to come. */
    Call next() {
        try {
            return Objects.requireNonNull(
                    calls.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "Nothing came in %d s".formatted(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    List<Call> next(int count) {
        return IntStream.range(0, count).mapToObj(_ -> next()).toList();
    }

    boolean wasLeftAlone() {
        return calls.isEmpty();
    }

    /** How often two calls about one model were under way in the same moment. */
    int overlaps() {
        return overlaps.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Call call = new Call(exchange.getRequestHeaders(), body, status);
        AtomicInteger now = underWay.computeIfAbsent(call.json().path("model").asString(), _ -> new AtomicInteger());
        if (now.incrementAndGet() > 1) {
            overlaps.incrementAndGet();
        }
        pause();
        now.decrementAndGet();
        if (!location.isEmpty()) {
            exchange.getResponseHeaders().set("Location", location);
        }
        calls.add(call);
        exchange.sendResponseHeaders(call.answer(), -1);
        exchange.close();
    }

    private void pause() {
        try {
            Thread.sleep(pauseMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
