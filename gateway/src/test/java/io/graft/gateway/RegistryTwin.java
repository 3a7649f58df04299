package io.graft.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** A real HTTP server in the registry's place, which answers as the test at hand says. */
final class RegistryTwin {
    private final InetSocketAddress socket;
    private HttpServer server;
    private volatile HttpHandler answer = exchange -> reply(exchange, 200, "");

    RegistryTwin() {
        server = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket = server.getAddress();
    }

    URI address() {
        return URI.create("http://localhost:" + socket.getPort());
    }

    void answers(HttpHandler handler) {
        answer = handler;
    }

    /** Nobody listens at the address while this runs. */
    void whileDown(Runnable action) {
        server.stop(0);
        try {
            action.run();
        } finally {
            server = listen(socket);
        }
    }

    private HttpServer listen(InetSocketAddress where) {
        try {
            var listening = HttpServer.create(where, 0);
            listening.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            listening.createContext("/", this::handle);
            listening.start();
            return listening;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A handler that throws leaves its exchange open: the server then cuts the connection, as a process that dies would. */
    private void handle(HttpExchange exchange) throws IOException {
        answer.handle(exchange);
        exchange.close();
    }

    static void reply(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
