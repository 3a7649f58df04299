package io.graft.gateway;

import static io.graft.gateway.RegistryTwin.reply;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestIdsTest extends GatewayTest {
    @BeforeEach
    void theRegistryEchoesTheId() {
        REGISTRY.answers(exchange -> {
            var id = exchange.getRequestHeaders().getFirst("X-Request-Id");
            exchange.getResponseHeaders().set("X-Request-Id", id);
            reply(exchange, 200, id);
        });
    }

    @Test
    void theClientsIdGoesThroughAndBack() {
        assertThat(idsSharedFor("deploy-42")).containsExactly("deploy-42");
    }

    @Test
    void anIdIsMadeWhereThereIsNone() {
        var answer = get("/api/v1/models");
        assertThat(answer.body()).hasSize(36);
        assertThat(answer.headers().allValues("X-Request-Id")).containsExactly(answer.body());
    }

    @Test
    void anIdThatCouldForgeALogLineIsReplaced() {
        assertThat(idsSharedFor("x level=ERROR forged"))
                .doesNotContain("x level=ERROR forged")
                .hasSize(1);
    }

    private List<String> idsSharedFor(String offered) {
        var answer = send(request("/api/v1/models").header("X-Request-Id", offered));
        assertThat(answer.headers().allValues("X-Request-Id")).containsExactly(answer.body());
        return answer.headers().allValues("X-Request-Id");
    }
}
