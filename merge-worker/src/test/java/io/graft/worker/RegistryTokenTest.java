package io.graft.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.graft.core.GraftException;
import io.graft.core.job.Heartbeat;
import io.graft.core.job.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistryTokenTest {
    private final List<String> seen = new ArrayList<>();
    private final HttpServer server;

    RegistryTokenTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.add(Objects.toString(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aWorkerSaysWhoItIsWhereItHasAToken() {
        beat("graft_secret");
        beat("");

        assertThat(seen).containsExactly("Bearer graft_secret", "null");
    }

    private void beat(String token) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        assertThatThrownBy(() -> new Registry(address, token)
                        .jobs()
                        .heartbeat(UUID.randomUUID(), new Heartbeat(1, Progress.STARTING)))
                .isInstanceOf(GraftException.class);
    }
}
