package io.graft.gateway;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Set;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayServerResponse;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Hands a request over to the registry and its answer back, both as they come. When a client leaves, the registry's side is cut
 * at once: Spring's own exchange would first read the rest of what nobody waits for, however long.
 */
@Component
class RegistryExchange implements ProxyExchange {
    /** What the client of the JDK sets by itself and lets nobody else set. */
    private static final Set<String> THE_CLIENTS_OWN =
            Set.of("connection", "content-length", "expect", "host", "upgrade");

    private static final int BLOCK = 1 << 16;

    private final HttpClient client;

    RegistryExchange(HttpClient client) {
        this.client = client;
    }

    @Override
    public ServerResponse exchange(Request request) {
        var answer = send(asked(request));
        var response = GatewayServerResponse.status(answer.statusCode()).build((_, servlet) -> {
            try (var body = answer.body()) {
                copy(body, servlet);
            }
            return null;
        });
        request.getResponseConsumers().forEach(consumer -> consumer.accept(new Answer(answer), response));
        return response;
    }

    private HttpResponse<InputStream> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new RegistryUnavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailable(e);
        }
    }

    private static HttpRequest asked(Request request) {
        var asked = HttpRequest.newBuilder(request.getUri())
                .method(
                        request.getMethod().name(),
                        body(request.getServerRequest().servletRequest()));
        request.getHeaders().forEach((name, values) -> {
            if (!THE_CLIENTS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> asked.header(name, value));
            }
        });
        return asked.build();
    }

    /** Of the length that the client states, or of a length yet unknown. */
    private static BodyPublisher body(ServletRequest request) {
        var length = request.getContentLengthLong();
        var streamed = BodyPublishers.ofInputStream(() -> input(request));
        if (length > 0) {
            return BodyPublishers.fromPublisher(streamed, length);
        }
        return length == 0 || isFinished(request) ? BodyPublishers.noBody() : streamed;
    }

    private static boolean isFinished(ServletRequest request) {
        try {
            return request.getInputStream().isFinished();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream input(ServletRequest request) {
        try {
            return request.getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(InputStream body, HttpServletResponse response) throws IOException {
        var live = isLive(response);
        var out = response.getOutputStream();
        var block = new byte[BLOCK];
        if (live) {
            response.flushBuffer();
        }
        for (var count = read(body, block, response); count >= 0; count = read(body, block, response)) {
            out.write(block, 0, count);
            if (live) {
                out.flush();
            }
        }
    }

    private static int read(InputStream body, byte[] block, HttpServletResponse response) throws IOException {
        try {
            return body.read(block);
        } catch (IOException e) {
            response.flushBuffer();
            throw new AnswerBrokeOff(e);
        }
    }

    private static boolean isLive(HttpServletResponse response) {
        var type = response.getContentType();
        return type != null && MediaType.TEXT_EVENT_STREAM.isCompatibleWith(MediaType.parseMediaType(type));
    }

    private record Answer(HttpResponse<InputStream> from) implements Response {
        @Override
        public HttpStatusCode getStatusCode() {
            return HttpStatusCode.valueOf(from.statusCode());
        }

        @Override
        public HttpHeaders getHeaders() {
            var headers = new HttpHeaders();
            from.headers().map().forEach(headers::addAll);
            return headers;
        }
    }
}
