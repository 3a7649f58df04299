package io.graft.registry.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** An adapter that was trained on the wrong data is taken back, with all that contains it. */
@RegistryTest
class WithdrawalStoryTest {
    private final Uploader client;
    private final Family family;

    @Autowired
    WithdrawalStoryTest(@LocalServerPort int port, JdbcClient jdbc) {
        this.client = new Uploader(port);
        this.family = new Family(client, jdbc);
    }

    @BeforeEach
    void aBotOfTwoAdapters() {
        family.found();
        family.merge("bot", family.tuned("sentiment", 0.7), family.tuned("support", 0.5));
        family.moveAlias("bot", "production", 1);
    }

    @Test
    void theImpactOfAVersionIsEverythingThatContainsIt() {
        family.publishFinetuned("bot", "tuned");
        JsonNode impact =
                client.get(family.version("sentiment", "1") + "/impact").json();

        assertThat(impact.path("version").path("version").asString()).isEqualTo(family.name("sentiment") + "@1");
        assertThat(impact.path("withdrawn").isNull()).isTrue();
        JsonNode bot = impact.path("downstream").get(0);
        assertThat(bot.path("version").asString()).isEqualTo(family.name("bot") + "@1");
        assertThat(bot.path("relation").asString()).isEqualTo("merge");
        assertThat(bot.path("weight").asDouble()).isEqualTo(0.7);
        assertThat(bot.path("depth").asInt()).isEqualTo(1);
        assertThat(Uploader.texts(bot.path("aliases"))).containsExactly(family.name("bot") + "@production");
        JsonNode tuned = impact.path("downstream").get(1);
        assertThat(tuned.path("version").asString()).isEqualTo(family.name("tuned") + "@1");
        assertThat(tuned.path("via").asString()).isEqualTo(family.name("bot") + "@1");
        assertThat(tuned.path("weight").isNull()).isTrue();
        assertThat(tuned.path("depth").asInt()).isEqualTo(2);
    }

    @Test
    void whatContainsAWithdrawnVersionIsMarkedEverywhere() {
        Answer withdrawn = withdraw("sentiment");

        assertThat(withdrawn.status()).as(withdrawn.json().toString()).isEqualTo(201);
        assertThat(withdrawn.json().path("kind").asString()).isEqualTo("data");
        assertThat(withdrawn.json().path("tainted").asInt()).isEqualTo(1);
        assertThat(Uploader.texts(withdrawn.json().path("blockedAliases")))
                .containsExactly(family.name("bot") + "@production");
        JsonNode bot = client.get(family.version("bot", "1")).json().path("withdrawn");
        assertThat(bot.path("version").asString()).isEqualTo(family.name("sentiment") + "@1");
        assertThat(bot.path("inherited").asBoolean()).isTrue();
        assertThat(bot.path("kind").asString()).isEqualTo("data");
        assertThat(bot.path("reason").asString()).isEqualTo("Poisoned reviews");
        JsonNode listed = client.get("/models/" + family.name("sentiment") + "/versions")
                .json()
                .path("items")
                .get(0)
                .path("withdrawn");
        assertThat(listed.path("withdrawal").asString()).isEqualTo(id(withdrawn));
        assertThat(listed.path("inherited").asBoolean()).isFalse();
        assertThat(client.get(family.version("support", "1"))
                        .json()
                        .path("withdrawn")
                        .isNull())
                .isTrue();
        JsonNode nodes =
                client.get(family.version("bot", "1") + "/lineage").json().path("nodes");
        assertThat(nodes.valueStream()
                        .filter(node -> node.path("withdrawn").isObject())
                        .map(node -> node.path("id").asString()))
                .containsExactlyInAnyOrder(family.name("bot") + "@1", family.name("sentiment") + "@1");
    }

    @Test
    void anAliasThatStandsAtATaintedVersionIsBlocked() {
        String withdrawal = id(withdraw("sentiment"));
        Answer download = client.get(family.version("bot", "production") + "/files/config.json");

        assertThat(download.status()).isEqualTo(409);
        assertThat(download.code()).isEqualTo("ALIAS_BLOCKED");
        assertThat(download.json().path("detail").asString())
                .contains(family.name("bot") + "@production is blocked", family.name("sentiment") + "@1", "Poisoned");
        assertThat(download.json().path("remedy").asString()).contains(withdrawal);
        assertThat(client.get(family.version("bot", "production")).code()).isEqualTo("ALIAS_BLOCKED");
        assertThat(family.ask("other", family.plain("bot@production", 1)).code())
                .isEqualTo("ALIAS_BLOCKED");
        assertThat(client.get(family.version("bot", "1") + "/files/config.json").status())
                .isEqualTo(302);
        assertThat(client.get(family.version("bot", "production") + "/impact").status())
                .isEqualTo(200);
    }

    @Test
    void theLatestVersionIsTheNewestThatWasNotWithdrawn() {
        family.publishAdapter("sentiment");
        client.post(family.version("sentiment", "2") + "/withdraw", "{'reason': 'No', 'kind': 'defect'}");

        assertThat(client.get(family.version("sentiment", "latest"))
                        .json()
                        .path("number")
                        .asInt())
                .isEqualTo(1);
        assertThat(client.get("/models/" + family.name("sentiment"))
                        .json()
                        .path("latestVersion")
                        .asInt())
                .isEqualTo(1);
        withdraw("sentiment");
        assertThat(client.get(family.version("sentiment", "latest")).code()).isEqualTo("VERSION_NOT_FOUND");
    }

    @Test
    void whatWasWithdrawnIsMergedOnlyByWhoInsists() {
        withdraw("sentiment");
        String recipe = family.recipe(family.tuned("sentiment", 0.2));
        JsonNode finding = client.post("/merges/preflight", "{'recipeText': '%s'}".formatted(recipe))
                .json()
                .path("findings")
                .get(0);
        assertThat(finding.path("code").asString()).isEqualTo("INPUT_WITHDRAWN");
        assertThat(finding.path("severity").asString()).isEqualTo("error");
        Answer refused = client.post(
                "/merges", "{'recipeText': '%s', 'output': '%s'}".formatted(recipe, family.name("insisted")));
        assertThat(refused.code()).isEqualTo("MERGE_REFUSED");

        Answer insisted = client.post(
                "/merges",
                "{'recipeText': '%s', 'output': '%s', 'acceptWithdrawn': true}"
                        .formatted(recipe, family.name("insisted")));
        assertThat(insisted.status()).as(insisted.json().toString()).isEqualTo(202);
        assertThat(insisted.json().path("findings").get(0).path("severity").asString())
                .isEqualTo("warning");
        family.work();
        assertThat(client.get(family.version("insisted", "1"))
                        .json()
                        .path("withdrawn")
                        .path("version")
                        .asString())
                .isEqualTo(family.name("sentiment") + "@1");
    }

    @Test
    void whatWasMergedBeforeIsNotGivenOutAgain() {
        withdraw("sentiment");

        assertThat(family.ask("bot", family.tuned("sentiment", 0.7), family.tuned("support", 0.5))
                        .code())
                .isEqualTo("MERGE_REFUSED");
    }

    @Test
    void aMergeThatIsUnderWayIsTaintedWhenItIsDone() {
        family.ask("late", family.tuned("sentiment", 0.3));
        String withdrawal = id(withdraw("sentiment"));
        family.work();

        assertThat(client.get(family.version("late", "1"))
                        .json()
                        .path("withdrawn")
                        .isObject())
                .isTrue();
        assertThat(client.get("/withdrawals/" + withdrawal)
                        .json()
                        .path("tainted")
                        .valueStream()
                        .map(one -> one.path("version").asString()))
                .containsExactly(family.name("bot") + "@1", family.name("late") + "@1");
    }

    @Test
    void aTaintedVersionIsEvaluatedOnlyByWhoInsists() {
        family.suite();
        withdraw("sentiment");
        String evaluation =
                "{'suite': '%s@1', 'arms': [{'model': '%s@1'}]".formatted(family.name("suite"), family.name("bot"));

        Answer refused = client.post("/evaluations", evaluation + "}");
        assertThat(refused.code()).isEqualTo("INPUT_WITHDRAWN");
        assertThat(refused.json().path("where").asString()).isEqualTo(family.name("bot") + "@1");
        assertThat(client.post("/evaluations", evaluation + ", 'acceptWithdrawn': true}")
                        .status())
                .isEqualTo(202);
        String forgetting = "{'suite': '%s@1'".formatted(family.name("suite"));
        assertThat(client.post(family.version("bot", "1") + "/forgetting", forgetting + "}")
                        .code())
                .isEqualTo("INPUT_WITHDRAWN");
        assertThat(client.post(family.version("bot", "1") + "/forgetting", forgetting + ", 'acceptWithdrawn': true}")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void anAliasIsNotMovedToWhatWasWithdrawn() {
        withdraw("sentiment");
        Answer moved = client.put(
                "/models/%s/aliases/next".formatted(family.name("bot")), "{'version': 1}", "If-None-Match", "*");

        assertThat(moved.code()).isEqualTo("VERSION_WITHDRAWN");
    }

    @Test
    void aWithdrawalIsLiftedAndEverythingIsFreeAgain() {
        String withdrawal = id(withdraw("sentiment"));
        Answer lifted = client.post("/withdrawals/" + withdrawal + "/lift", "{'reason': 'The audit found nothing'}");

        assertThat(lifted.status()).as(lifted.json().toString()).isEqualTo(200);
        assertThat(lifted.json().path("lifted").path("reason").asString()).isEqualTo("The audit found nothing");
        assertThat(lifted.json().path("blockedAliases").isEmpty()).isTrue();
        assertThat(client.get(family.version("bot", "production"))
                        .json()
                        .path("withdrawn")
                        .isNull())
                .isTrue();
        assertThat(client.post("/withdrawals/" + withdrawal + "/lift", "{'reason': 'Again'}")
                        .code())
                .isEqualTo("WITHDRAWAL_LIFTED");
        assertThat(client.get("/withdrawals/" + withdrawal + "/proposals")
                        .json()
                        .isEmpty())
                .isTrue();
        assertThat(withdraw("sentiment").status()).isEqualTo(201);
    }

    @Test
    void whatTwoWithdrawalsTaintIsFreeWhenBothAreLifted() {
        String first = id(withdraw("sentiment"));
        String second = id(withdraw("support"));
        lift(first);
        assertThat(client.get(family.version("bot", "1"))
                        .json()
                        .path("withdrawn")
                        .path("withdrawal")
                        .asString())
                .isEqualTo(second);
        lift(second);
        assertThat(client.get(family.version("bot", "production")).status()).isEqualTo(200);
    }

    @Test
    void aVersionIsWithdrawnOnceAtATimeAndForAReason() {
        withdraw("sentiment");

        assertThat(withdraw("sentiment").code()).isEqualTo("WITHDRAWAL_IN_FORCE");
        assertThat(client.post(family.version("support", "1") + "/withdraw", "{'reason': ' ', 'kind': 'data'}")
                        .code())
                .isEqualTo("WITHDRAWAL_REASON_INVALID");
        assertThat(client.post(family.version("support", "1") + "/withdraw", "{'reason': 'x', 'kind': 'mood'}")
                        .status())
                .isEqualTo(400);
        assertThat(client.post(family.version("support", "9") + "/withdraw", "{'reason': 'x', 'kind': 'data'}")
                        .code())
                .isEqualTo("VERSION_NOT_FOUND");
        assertThat(client.get("/withdrawals/" + new UUID(1, 1)).code()).isEqualTo("WITHDRAWAL_NOT_FOUND");
    }

    @Test
    void withdrawalsAreListedTheNewestFirst() {
        String older = id(withdraw("sentiment"));
        String newer = id(withdraw("support"));
        JsonNode page = client.get("/withdrawals?limit=1").json();
        assertThat(page.path("items").get(0).path("id").asString()).isEqualTo(newer);
        JsonNode next = client.get(
                        "/withdrawals?limit=1&cursor=" + page.path("next").asString())
                .json();
        assertThat(next.path("items").get(0).path("id").asString()).isEqualTo(older);

        lift(newer);
        assertThat(client.get("/withdrawals?limit=1&inForce=true")
                        .json()
                        .path("items")
                        .get(0)
                        .path("id")
                        .asString())
                .isEqualTo(older);
    }

    @Test
    void bothAreAudited() {
        lift(id(withdraw("sentiment")));
        JsonNode entries = client.get("/audit?subject=" + family.name("sentiment") + "@1")
                .json()
                .path("items");

        assertThat(entries.get(0).path("action").asString()).isEqualTo("withdrawal.lift");
        assertThat(entries.get(1).path("action").asString()).isEqualTo("version.withdraw");
        assertThat(entries.get(1).path("after").path("reason").asString()).isEqualTo("Poisoned reviews");
    }

    private Answer withdraw(String adapter) {
        return client.post(
                family.version(adapter, "1") + "/withdraw", "{'reason': 'Poisoned reviews', 'kind': 'data'}");
    }

    private void lift(String withdrawal) {
        client.post("/withdrawals/" + withdrawal + "/lift", "{'reason': 'A mistake'}");
    }

    private static String id(Answer withdrawn) {
        return withdrawn.json().path("id").asString();
    }
}
