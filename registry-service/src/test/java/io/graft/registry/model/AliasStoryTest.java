package io.graft.registry.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import io.graft.registry.Weights;
import java.net.http.HttpRequest.BodyPublishers;
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
    void ofAHundredMovesEachStepHasOneWinnerAndTheHistoryHasNoGaps() throws Exception {
        move(1, "If-None-Match", "*");

        List<Integer> tries = AtOnce.times(100, turn -> moveUntilItMoves(1 + turn % 2));

        List<JsonNode> moves = history(200);
        assertThat(moves).hasSize(101);
        assertThat(tries.stream().mapToInt(Integer::intValue).sum()).isGreaterThanOrEqualTo(100);
        for (int i = 0; i < moves.size(); i++) {
            assertThat(moves.get(i).path("step").asInt()).isEqualTo(101 - i);
            if (i > 0) {
                assertThat(moves.get(i - 1).path("from").asInt())
                        .isEqualTo(moves.get(i).path("to").asInt());
            }
        }
    }

    @Test
    void theHistorySaysWhoAndWhyAndIsPaged() {
        move(1, "If-None-Match", "*");
        client.put(path(), "{'version': 2, 'reason': 'it is better'}", "If-Match", "\"1\"", "X-Graft-Actor", "ada");

        Answer first = client.get(path() + "/history?limit=1");
        JsonNode move = first.json().path("items").get(0);
        assertThat(move.path("reason").asString()).isEqualTo("it is better");
        assertThat(move.path("actor").asString()).contains("ada");
        assertThat(move.path("cause").asString()).isEqualTo("HAND");
        JsonNode earlier = client.get(
                        path() + "/history?cursor=" + first.json().path("next").asString())
                .json();
        assertThat(earlier.path("items").get(0).path("step").asInt()).isEqualTo(1);
        assertThat(earlier.path("next").isNull()).isTrue();
    }

    @Test
    void aRollbackIsOneCallAndAMoveLikeAnyOther() {
        move(1, "If-None-Match", "*");
        move(2, "If-Match", "\"1\"");

        Answer back = rollBack("{'reason': 'customers complain'}", "\"2\"");
        assertThat(back.json().path("version").asInt()).isEqualTo(1);
        assertThat(back.header("ETag")).isEqualTo("\"3\"");
        assertThat(history(10).getFirst().path("cause").asString()).isEqualTo("ROLLBACK");
        assertThat(rollBack("{'to': 2}", "\"3\"").json().path("version").asInt())
                .isEqualTo(2);
        assertThat(rollBack("{'to': 9}", "\"4\"").code()).isEqualTo("ALIAS_STEP_NOT_FOUND");
        assertThat(rollBack("{}", "\"1\"").code()).isIn("ALIAS_MOVED", "ALIAS_STEP_NOT_FOUND");
    }

    @Test
    void aProtectedAliasIsMovedByNoPersonButCanBeTakenBack() {
        move(1, "If-None-Match", "*");
        move(2, "If-Match", "\"1\"");
        assertThat(client.put(path() + "/protection", "").status()).isEqualTo(200);

        assertThat(move(1, "If-Match", "\"2\"").code()).isEqualTo("ALIAS_PROTECTED");
        assertThat(client.get(path()).json().path("isProtected").asBoolean()).isTrue();
        assertThat(rollBack("{}", "\"2\"").status()).isEqualTo(200);
        assertThat(client.send(client.request(path() + "/protection").DELETE()).status())
                .isEqualTo(200);
        assertThat(move(2, "If-Match", "\"3\"").status()).isEqualTo(200);
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

    /** Returns how often it had to try. */
    private int moveUntilItMoves(int version) {
        for (int tries = 1; ; tries++) {
            String stands = client.get(path()).header("ETag");
            if (move(version, "If-Match", stands).status() == 200) {
                return tries;
            }
        }
    }

    private List<JsonNode> history(int limit) {
        return client.get(path() + "/history?limit=" + limit)
                .json()
                .path("items")
                .valueStream()
                .toList();
    }

    private Answer rollBack(String json, String stands) {
        return client.send(client.request(path() + "/rollback")
                .header("Content-Type", "application/json")
                .header("If-Match", stands)
                .POST(BodyPublishers.ofString(json.replace('\'', '"'))));
    }

    private String path() {
        return "/models/%s/aliases/champion".formatted(model);
    }
}
