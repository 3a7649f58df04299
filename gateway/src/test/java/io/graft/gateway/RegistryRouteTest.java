package io.graft.gateway;

import static io.graft.gateway.RegistryTwin.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryRouteTest extends GatewayTest {
    private static final int MEBIBYTE = 1 << 20;

    @Test
    void aRequestReachesTheRegistryAsItWasSent() {
        REGISTRY.answers(exchange -> reply(
                exchange,
                201,
                exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        var answer = send(request("/api/v1/recipes?signature=a%2Bb%3D&q=%C3%A9%20%26")
                .POST(BodyPublishers.ofString("models: []")));
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("POST /api/v1/recipes?signature=a%2Bb%3D&q=%C3%A9%20%26 models: []");
    }

    @Test
    void aRedirectIsForTheClientToFollow() {
        REGISTRY.answers(exchange -> {
            exchange.getResponseHeaders().set("Location", "http://storage.example/blob?signature=x");
            reply(exchange, 302, "");
        });
        var answer = get("/api/v1/blobs/sha256:00");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains("http://storage.example/blob?signature=x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/", "/v2/team/bot/manifests/sha256:00", "/v2/team/bot/tags/list?n=2"})
    void whatOcisClientsAskForIsTheRegistrys(String path) {
        REGISTRY.answers(
                exchange -> reply(exchange, 200, exchange.getRequestURI().toString()));
        assertThat(get(path).body()).isEqualTo(path);
    }

    /** A slash in a branch's name comes encoded; brackets do not, though they should. */
    @Test
    void urlsReachTheRegistryAsTheHubsClientsWriteThem() {
        REGISTRY.answers(
                exchange -> reply(exchange, 200, exchange.getRequestURI().toString()));
        var encoded = "/api/models/team/bot/revision/feature%2Fx?expand=sha";
        assertThat(get(encoded).body()).isEqualTo(encoded);
        var file = "/team/bot/resolve/refs%2Fpr%2F1/a%20b.json";
        assertThat(get(file).body()).isEqualTo(file);
        assertThat(get("/api/models/team/bot?expand[]=likes").body()).startsWith("/api/models/team/bot?expand");
    }

    @Test
    void theRegistrysOwnProblemIsPassedOn() {
        REGISTRY.answers(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
            reply(exchange, 409, "{\"code\":\"MODEL_EXISTS\"}");
        });
        var answer = get("/api/v1/models");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).isEqualTo("{\"code\":\"MODEL_EXISTS\"}");
    }

    @Test
    void theRegistryLearnsTheAddressThatItsClientUsed() {
        var headers = new AtomicReference<>(new Headers());
        REGISTRY.answers(exchange -> {
            headers.set(exchange.getRequestHeaders());
            reply(exchange, 200, "");
        });
        get("/api/v1/models");
        assertThat(headers.get().getFirst("X-Forwarded-Host")).isEqualTo("localhost");
        assertThat(headers.get().getFirst("X-Forwarded-Port")).isEqualTo(String.valueOf(port));
        assertThat(headers.get().getFirst("X-Forwarded-Proto")).isEqualTo("http");
        assertThat(headers.get().getFirst("X-Forwarded-For")).isEqualTo("127.0.0.1");
    }

    @Test
    void theAddressOfAnOuterProxyIsKept() {
        var headers = new AtomicReference<>(new Headers());
        REGISTRY.answers(exchange -> {
            headers.set(exchange.getRequestHeaders());
            reply(exchange, 200, "");
        });
        send(request("/api/v1/models")
                .header("X-Forwarded-Host", "graft.example")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Prefix", "/elsewhere"));
        assertThat(headers.get().get("X-Forwarded-Host")).containsExactly("graft.example");
        assertThat(headers.get().get("X-Forwarded-Proto")).containsExactly("https");
        assertThat(headers.get().get("X-Forwarded-Port")).containsExactly("443");
        assertThat(headers.get().get("X-Forwarded-Prefix")).isNull();
    }

    /** As curl's --data-binary and Python's urllib declare whatever they send. */
    @ParameterizedTest
    @ValueSource(strings = {"PUT", "POST"})
    void anUploadThatIsDeclaredAsAFormIsStillBytes(String method) {
        REGISTRY.answers(exchange ->
                reply(exchange, 200, String.valueOf(exchange.getRequestBody().readAllBytes().length)));
        var answer = send(request("/api/v1/blobs/uploads/1/parts/1")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, BodyPublishers.ofByteArray(new byte[3 * MEBIBYTE])));
        assertThat(answer.body()).isEqualTo(String.valueOf(3 * MEBIBYTE));
    }

    /** The client holds its last byte back until the registry has the first: a gateway that collects bodies would wait for ever. */
    @Test
    void anUploadStreamsThrough() {
        var arrived = new CountDownLatch(1);
        REGISTRY.answers(exchange -> {
            var body = exchange.getRequestBody();
            var first = body.readNBytes(MEBIBYTE).length;
            arrived.countDown();
            var length = exchange.getRequestHeaders().getFirst("Content-Length");
            reply(exchange, 200, length + " " + (first + body.transferTo(OutputStream.nullOutputStream())));
        });
        var body = BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> new Halting(64 * MEBIBYTE, arrived)), 64 * MEBIBYTE);
        var answer = send(request("/api/v1/blobs/uploads/1/parts/1").PUT(body));
        assertThat(answer.body()).isEqualTo(64 * MEBIBYTE + " " + 64 * MEBIBYTE);
    }

    @Test
    void aDownloadStreamsThrough() throws IOException {
        var arrived = new CountDownLatch(1);
        REGISTRY.answers(exchange -> {
            exchange.sendResponseHeaders(200, 64L * MEBIBYTE);
            new Halting(64 * MEBIBYTE, arrived).transferTo(exchange.getResponseBody());
        });
        var answer = send(request("/api/v1/blobs/sha256:00"), BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            var first = body.readNBytes(MEBIBYTE).length;
            arrived.countDown();
            assertThat(first + body.transferTo(OutputStream.nullOutputStream())).isEqualTo(64L * MEBIBYTE);
        }
        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(64L * MEBIBYTE);
    }

    @Test
    void anEventArrivesWhileTheStreamIsOpen() throws IOException {
        var event = "event: merge\ndata: {\"state\":\"RUNNING\"}\n\n";
        var arrived = new CountDownLatch(1);
        REGISTRY.answers(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(event.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            await(arrived);
        });
        var answer = send(
                request("/api/v1/merges/1/events").header("Accept-Encoding", "gzip"), BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            assertThat(new String(body.readNBytes(event.length()), StandardCharsets.UTF_8))
                    .isEqualTo(event);
            arrived.countDown();
            assertThat(body.read()).isEqualTo(-1);
        }
    }

    /** The registry would send for ever: only if it notices that nobody listens does the test end. */
    @Test
    void aClientThatLeavesADownloadEndsItInTheRegistryToo() throws IOException, InterruptedException {
        var noticed = new CountDownLatch(1);
        REGISTRY.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (true) {
                    exchange.getResponseBody().write(new byte[MEBIBYTE]);
                }
            } catch (IOException gone) {
                noticed.countDown();
                throw gone;
            }
        });
        try (var body = send(request("/api/v1/blobs/sha256:00"), BodyHandlers.ofInputStream())
                .body()) {
            body.readNBytes(MEBIBYTE);
        }
        noticed.await();
    }

    @Test
    void aBodyOfUnknownLengthIsPassedOnAsSuch() {
        REGISTRY.answers(exchange -> reply(
                exchange,
                200,
                exchange.getRequestHeaders().getFirst("Transfer-Encoding") + " "
                        + exchange.getRequestBody().readAllBytes().length));
        var body = BodyPublishers.ofInputStream(() -> InputStream.nullInputStream());
        var filled = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[MEBIBYTE]));
        assertThat(send(request("/api/v1/recipes").POST(filled)).body()).isEqualTo("chunked " + MEBIBYTE);
        assertThat(send(request("/api/v1/recipes").POST(body)).body()).endsWith(" 0");
    }

    @Test
    void aDownloadThatBreaksOffInTheRegistryBreaksOffForTheClient() {
        REGISTRY.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[MEBIBYTE]);
            exchange.getResponseBody().flush();
            throw new IOException("the disk is gone");
        });
        assertThatThrownBy(() -> get("/api/v1/blobs/sha256:00")).isInstanceOf(UncheckedIOException.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Zeros, the second half of them only after a latch has opened. */
    private static final class Halting extends InputStream {
        private final CountDownLatch latch;
        private int left;
        private final int half;

        Halting(int length, CountDownLatch latch) {
            this.left = length;
            this.half = length / 2;
            this.latch = latch;
        }

        @Override
        public int read() {
            throw new AssertionError("It is read in blocks");
        }

        @Override
        public int read(byte[] block, int offset, int length) {
            if (left <= half) {
                await(latch);
            }
            var count = Math.min(left, length);
            Arrays.fill(block, offset, offset + count, (byte) 0);
            left -= count;
            return count == 0 ? -1 : count;
        }
    }
}
