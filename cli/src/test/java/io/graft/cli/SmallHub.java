package io.graft.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.graft.core.artifact.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * A server that speaks as the Hub does: one repository, with its large files in a storage on another port, listed two by two. It
 * can be told to misbehave.
 */
final class SmallHub implements AutoCloseable {
    static final String COMMIT = "c0ffee".repeat(6) + "c0ff";

    private static final int PAGE = 2;

    private final String repository;
    private final HttpServer hub = server();
    private final HttpServer storage = server();
    private final Map<String, byte[]> files = new TreeMap<>();
    private final List<String> entries = new ArrayList<>();
    private final Map<String, Deque<Answer>> misdeeds = new HashMap<>();
    private final List<Request> requests = new ArrayList<>();

    SmallHub(String repository) {
        this.repository = repository;
        hub.createContext("/", this::answer);
        storage.createContext("/", this::send);
        hub.start();
        storage.start();
    }

    /** What somebody asked for; what was not said is empty. */
    record Request(boolean ofStorage, String path, String range, String ifRange, String authorization) {
        static Request of(HttpExchange exchange, boolean ofStorage) {
            return new Request(
                    ofStorage,
                    exchange.getRequestURI().getPath(),
                    header(exchange, "Range"),
                    header(exchange, "If-Range"),
                    header(exchange, "Authorization"));
        }

        private static String header(HttpExchange exchange, String name) {
            return Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(name), "");
        }
    }

    /** How a file is sent. */
    @FunctionalInterface
    interface Answer {
        void send(HttpExchange exchange, byte[] bytes) throws IOException;
    }

    String address() {
        return address(hub);
    }

    /** All files of a folder. */
    SmallHub with(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.sorted().toList()) {
                with(path.getFileName().toString(), Files.readAllBytes(path));
            }
        }
        return this;
    }

    SmallHub with(String path, String text) {
        return with(path, text.getBytes(StandardCharsets.UTF_8));
    }

    SmallHub with(String path, byte[] bytes) {
        files.put(path, bytes);
        entries.removeIf(entry -> entry.contains("\"%s\"".formatted(path)));
        entries.add(entry(path, bytes));
        return this;
    }

    SmallHub without(String path) {
        files.remove(path);
        entries.removeIf(entry -> entry.contains("\"%s\"".formatted(path)));
        return this;
    }

    /** Lists something, whether it is there or not. */
    SmallHub listing(String entry) {
        entries.add(entry);
        return this;
    }

    /** The next times that this file is asked for, in this order; after that, it is sent as it should be. */
    synchronized SmallHub sends(String path, Answer... next) {
        misdeeds.computeIfAbsent(path, _ -> new ArrayDeque<>()).addAll(List.of(next));
        return this;
    }

    synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    List<Request> requestsFor(String path) {
        return requests().stream()
                .filter(request -> request.path().endsWith("/" + path))
                .toList();
    }

    /** How many files were asked for. */
    long downloads() {
        return requests().stream()
                .filter(request -> request.path().contains("/resolve/"))
                .count();
    }

    static void properly(HttpExchange exchange, byte[] bytes) throws IOException {
        String range = Request.header(exchange, "Range");
        exchange.getResponseHeaders()
                .set("ETag", "\"%s\"".formatted(Digest.of(bytes).hex()));
        if (range.isEmpty()) {
            whole(exchange, bytes, bytes.length);
            return;
        }
        int start = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
        exchange.getResponseHeaders()
                .set("Content-Range", "bytes %d-%d/%d".formatted(start, bytes.length - 1, bytes.length));
        exchange.sendResponseHeaders(206, bytes.length - start);
        exchange.getResponseBody().write(bytes, start, bytes.length - start);
    }

    static void ignoringRange(HttpExchange exchange, byte[] bytes) throws IOException {
        whole(exchange, bytes, bytes.length);
    }

    static void wrongly(HttpExchange exchange, byte[] bytes) throws IOException {
        byte[] others = bytes.clone();
        others[others.length / 2] ^= 1;
        whole(exchange, others, others.length);
    }

    static void withMore(HttpExchange exchange, byte[] bytes) throws IOException {
        whole(exchange, Arrays.copyOf(bytes, bytes.length + 1), bytes.length + 1);
    }

    /** Only so much of it, as if the connection broke. */
    static Answer cutAfter(int count) {
        return (exchange, bytes) -> {
            exchange.getResponseHeaders()
                    .set("ETag", "\"%s\"".formatted(Digest.of(bytes).hex()));
            whole(exchange, bytes, count);
        };
    }

    /** So much of it, and then nothing any more, for longer than anybody waits here. */
    static Answer stalledAfter(int count) {
        return (exchange, bytes) -> {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, count);
            exchange.getResponseBody().flush();
            pause();
        };
    }

    static Answer status(int status, String... header) {
        return (exchange, _) -> {
            if (header.length == 2) {
                exchange.getResponseHeaders().set(header[0], header[1]);
            }
            exchange.sendResponseHeaders(status, -1);
        };
    }

    @Override
    public void close() {
        hub.stop(0);
        storage.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        remember(exchange, false);
        String path = exchange.getRequestURI().getPath();
        String api = "/api/models/" + repository;
        if (path.startsWith(api + "/revision/")) {
            json(exchange, "{\"id\": \"%s\", \"sha\": \"%s\"}".formatted(repository, COMMIT));
        } else if (path.equals(api + "/tree/" + COMMIT)) {
            list(exchange);
        } else if (path.startsWith("/%s/resolve/%s/".formatted(repository, COMMIT))) {
            resolve(exchange, path.substring(path.indexOf(COMMIT) + COMMIT.length() + 1));
        } else {
            exchange.getResponseHeaders().set("X-Error-Message", "Repository not found");
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        }
    }

    private void list(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        int start = query.contains("cursor=") ? Integer.parseInt(query.replaceAll(".*cursor=", "")) : 0;
        int end = Math.min(start + PAGE, entries.size());
        if (end < entries.size()) {
            String next = "%s%s?recursive=true&cursor=%d"
                    .formatted(address(), exchange.getRequestURI().getPath(), end);
            exchange.getResponseHeaders().set("Link", "<%s>; rel=\"next\"".formatted(next));
        }
        json(exchange, "[%s]".formatted(String.join(",", entries.subList(start, end))));
    }

    /** Small files come from here, large ones from the storage. */
    private void resolve(HttpExchange exchange, String path) throws IOException {
        if (isLarge(path)) {
            exchange.getResponseHeaders().set("Location", "%s/%s?signature=secret".formatted(address(storage), path));
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        } else {
            sendFile(exchange, path);
        }
    }

    private void send(HttpExchange exchange) throws IOException {
        remember(exchange, true);
        sendFile(exchange, exchange.getRequestURI().getPath().substring(1));
    }

    private void sendFile(HttpExchange exchange, String path) throws IOException {
        try {
            next(path).send(exchange, Objects.requireNonNull(files.get(path)));
        } finally {
            exchange.close();
        }
    }

    private synchronized Answer next(String path) {
        Deque<Answer> planned = misdeeds.getOrDefault(path, new ArrayDeque<>());
        return planned.isEmpty() ? SmallHub::properly : planned.removeFirst();
    }

    private synchronized void remember(HttpExchange exchange, boolean ofStorage) {
        requests.add(Request.of(exchange, ofStorage));
    }

    private static String entry(String path, byte[] bytes) {
        String lfs = isLarge(path)
                ? ", \"lfs\": {\"oid\": \"%s\", \"size\": %d, \"pointerSize\": 134}"
                        .formatted(Digest.of(bytes).hex(), bytes.length)
                : "";
        return "{\"type\": \"file\", \"path\": \"%s\", \"size\": %d, \"oid\": \"%s\"%s}"
                .formatted(path, bytes.length, blob(bytes), lfs);
    }

    private static boolean isLarge(String path) {
        return path.endsWith(".safetensors");
    }

    private static String blob(byte[] bytes) {
        return HexFormat.of()
                .formatHex(new HubDigest.GitBlob("").begin(bytes.length).digest(bytes));
    }

    /** Promises all, and sends so much. */
    private static void whole(HttpExchange exchange, byte[] bytes, int count) throws IOException {
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes, 0, count);
    }

    private static void json(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        whole(exchange, bytes, bytes.length);
        exchange.close();
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static String address(HttpServer server) {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private static HttpServer server() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
