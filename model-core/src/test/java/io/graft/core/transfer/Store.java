package io.graft.core.transfer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server that keeps what is PUT, serves it with ranges, and can be told to misbehave. */
final class Store implements AutoCloseable {
    final Map<String, byte[]> content = new ConcurrentHashMap<>();
    final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger breaksOff = new AtomicInteger();
    final AtomicInteger answersBusy = new AtomicInteger();
    final AtomicInteger hangsUp = new AtomicInteger();
    final AtomicInteger fallsSilent = new AtomicInteger();
    volatile boolean ignoresRanges;
    volatile int rangeSlip;

    private final HttpServer server;
    private final CountDownLatch released = new CountDownLatch(1);

    Store() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI url(String path) {
        return URI.create("http://localhost:%d%s".formatted(server.getAddress().getPort(), path));
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (fallsSilent.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            await(released);
        }
        requests.add(exchange.getRequestMethod() + " " + path);
        if (hangsUp.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            exchange.getRequestBody().readNBytes(100_000);
            exchange.close();
            return;
        }
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (answersBusy.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            exchange.sendResponseHeaders(503, -1);
        } else if (path.startsWith("/refused")) {
            exchange.sendResponseHeaders(403, -1);
        } else if (path.startsWith("/moved")) {
            exchange.getResponseHeaders().set("Location", path.substring("/moved".length()));
            exchange.sendResponseHeaders(302, -1);
        } else if (exchange.getRequestMethod().equals("PUT")) {
            content.put(path, body);
            exchange.sendResponseHeaders(200, -1);
        } else if (content.containsKey(path)) {
            serve(exchange, content.get(path));
        } else {
            exchange.sendResponseHeaders(404, -1);
        }
        exchange.close();
    }

    private void serve(HttpExchange exchange, byte[] all) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        boolean partial = range != null && !ignoresRanges;
        int start = partial ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
        byte[] answer = Arrays.copyOfRange(all, start, all.length);
        if (partial) {
            String stretch = "bytes %d-%d/%d".formatted(start + rangeSlip, all.length - 1, all.length);
            exchange.getResponseHeaders().set("Content-Range", stretch);
        }
        exchange.sendResponseHeaders(partial ? 206 : 200, answer.length);
        boolean breaks = breaksOff.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        exchange.getResponseBody().write(answer, 0, breaks ? answer.length / 2 : answer.length);
        exchange.getResponseBody().flush();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        released.countDown();
        server.stop(0);
    }
}
