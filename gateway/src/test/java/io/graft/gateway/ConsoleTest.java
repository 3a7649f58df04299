package io.graft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTest extends GatewayTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/merges", "/models/acme/llama-3.1", "/models/acme/llama-3.1/versions/2/lineage"})
    void everyPlaceInTheConsoleCanBeLinkedTo(String path) {
        var answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("<title>Graft</title>");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-cache");
    }

    @Test
    void aHashedAssetIsKeptForAYear() {
        var answer = get("/assets/app-1a2b3c4d.js");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/javascript"));
        assertThat(answer.headers().firstValue("Cache-Control")).contains("max-age=31536000, public, immutable");
    }

    @Test
    void anAssetOfAnOlderConsoleIsNotAnsweredWithAPage() {
        var answer = get("/assets/app-00000000.js");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"code\":\"NO_SUCH_PAGE\"");
    }

    @Test
    void nothingOutsideTheConsolesFolderIsServed() {
        assertThat(get("/assets/..%2f..%2fgateway.yaml").statusCode()).isEqualTo(404);
        assertThat(get("/..%2fgateway.yaml").body()).doesNotContain("correlation");
        assertThat(get("/gateway.yaml").body()).contains("<title>Graft</title>");
    }

    @Test
    void browsersAreToldToTrustOnlyThisHost() {
        var headers = get("/").headers();
        assertThat(headers.firstValue("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
                .contains("default-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe"));
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void healthIsTheGatewaysOwn() {
        assertThat(get("/actuator/health").body()).contains("\"status\":\"UP\"");
    }
}
