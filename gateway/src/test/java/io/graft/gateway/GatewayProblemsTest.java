package io.graft.gateway;

import static io.graft.gateway.RegistryTwin.reply;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class GatewayProblemsTest extends GatewayTest {
    @Test
    void aRegistryThatIsDownIsAProblemWithARemedy() {
        REGISTRY.whileDown(() -> {
            var answer = get("/api/v1/models");
            assertUnavailable(answer);
            assertThat(answer.body()).contains("\"remedy\":\"Wait a moment").contains("\"where\":\"registry\"");
            assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
        });
    }

    @Test
    void aListenerToEventsGetsTheProblemToo() {
        REGISTRY.whileDown(() ->
                assertUnavailable(send(request("/api/v1/merges/1/events").header("Accept", "text/event-stream"))));
    }

    @Test
    void anUploadToARegistryThatIsDownIsAProblemToo() {
        REGISTRY.whileDown(() -> assertUnavailable(
                send(request("/api/v1/recipes").POST(BodyPublishers.ofByteArray(new byte[1 << 20])))));
    }

    @Test
    void aRegistryThatDiesInsteadOfAnsweringIsAProblemToo() {
        REGISTRY.answers(exchange -> {
            throw new IOException("killed");
        });
        assertUnavailable(send(request("/api/v1/merges").POST(BodyPublishers.ofString("{}"))));
    }

    @Test
    void theGatewayGoesOnWhenTheRegistryIsBack() {
        REGISTRY.answers(exchange -> reply(exchange, 200, "back"));
        REGISTRY.whileDown(() -> assertUnavailable(get("/api/v1/models")));
        assertThat(get("/api/v1/models").body()).isEqualTo("back");
    }

    @Test
    void theConsoleOpensWithoutARegistry() {
        REGISTRY.whileDown(() -> assertThat(get("/").statusCode()).isEqualTo(200));
    }

    private static void assertUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .contains("\"code\":\"REGISTRY_UNAVAILABLE\"")
                .doesNotContain("java.", "\tat ", "trace");
    }
}
