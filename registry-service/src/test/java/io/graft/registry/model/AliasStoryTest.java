package io.graft.registry.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import io.graft.registry.Weights;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@RegistryTest
class AliasStoryTest {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Uploader client;
    private final String model = "alias/model-" + COUNT.incrementAndGet();

    AliasStoryTest(@LocalServerPort int port) {
        this.client = new Uploader(port);
        client.model(model, "base");
        client.publish(model, Weights.model(COUNT.get(), 4), null);
        client.publish(model, Weights.model(COUNT.get() + 1000, 4), null);
    }

    @Test
    void anAliasIsMadeOnceAndMovedByWhoKnowsWhereItStands() {
        assertThat(move(1, "If-None-Match", "*").status()).isEqualTo(200);
        Answer moved = move(2, "If-Match", "\"1\"");

        assertThat(moved.status()).isEqualTo(200);
        assertThat(moved.header("ETag")).isEqualTo("\"2\"");
        JsonNode version =
                client.get("/models/%s/versions/champion".formatted(model)).json();
        assertThat(version.path("number").asInt()).isEqualTo(2);
        assertThat(Uploader.texts(version.path("aliases"))).containsExactly("champion");
        assertThat(client.get("/models/" + model)
                        .json()
                        .path("aliases")
                        .path("champion")
                        .asInt())
                .isEqualTo(2);
        assertThat(client.get("/models/%s/aliases/champion".formatted(model)).header("ETag"))
                .isEqualTo("\"2\"");
    }

    @Test
    void whoIsWrongAboutWhereItStandsMovesNothing() {
        move(1, "If-None-Match", "*");

        assertThat(move(2, "If-None-Match", "*").code()).isEqualTo("ALIAS_MOVED");
        assertThat(move(2, "If-Match", "\"2\"").status()).isEqualTo(412);
        assertThat(move(2, "If-Match", "champion").code()).isEqualTo("ALIAS_CONDITION_MISSING");
        Answer unconditional = client.put(path(), "{'version': 2}");
        assertThat(unconditional.status()).isEqualTo(428);
        assertThat(unconditional.code()).isEqualTo("ALIAS_CONDITION_MISSING");
        assertThat(client.get(path()).json().path("version").asInt()).isEqualTo(1);
    }

    @Test
    void ofTwentyWhoMoveItInOneMomentOneDoes() throws Exception {
        move(1, "If-None-Match", "*");

        List<Integer> answers =
                AtOnce.times(20, _ -> move(2, "If-Match", "\"1\"").status());

        assertThat(answers).filteredOn(status -> status == 200).hasSize(1);
        assertThat(answers).filteredOn(status -> status == 412).hasSize(19);
    }

    @Test
    void anAliasNamesOnlyWhatIsReady() {
        client.announce(model, Weights.model(77, 4), null);

        assertThat(move(3, "If-None-Match", "*").code()).isEqualTo("VERSION_NOT_READY");
        assertThat(move(9, "If-None-Match", "*").code()).isEqualTo("VERSION_NOT_FOUND");
    }

    private Answer move(int version, String header, String value) {
        return client.put(path(), "{'version': %d}".formatted(version), header, value);
    }

    private String path() {
        return "/models/%s/aliases/champion".formatted(model);
    }
}
