package io.graft.registry.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import io.graft.registry.evaluation.TestEvalWorker;
import io.graft.registry.merge.TestWorker;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What a withdrawal tainted is merged again without what was withdrawn. */
@RegistryTest
class RemergeStoryTest {
    private final Uploader client;
    private final Family family;

    @Autowired
    RemergeStoryTest(@LocalServerPort int port, JdbcClient jdbc) {
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
    void aTaintedMergeIsMadeAgainProvedAndTakesTheAlias() {
        assertThat(TestEvalWorker.tryClaim(client)).isPresent();
        String withdrawal = withdraw("sentiment");
        JsonNode proposal = proposal(withdrawal, 0);
        assertThat(proposal.path("version").asString()).isEqualTo(family.name("bot") + "@1");
        assertThat(proposal.path("state").asString()).isEqualTo("POSSIBLE");
        assertThat(Uploader.texts(proposal.path("without"))).containsExactly(family.name("sentiment") + "@1");
        assertThat(proposal.path("recipe").path("models").toString())
                .isEqualTo("[{\"model\":\"%s@1+%s@1\",\"parameters\":{\"weight\":0.5}}]"
                        .formatted(family.name("base"), family.name("support")));

        Answer asked = remerge(withdrawal, "bot");
        assertThat(asked.status()).as(asked.json().toString()).isEqualTo(202);
        assertThat(asked.json().path("state").asString()).isEqualTo("RUNNING");
        assertThat(remerge(withdrawal, "bot").json().path("merge"))
                .isEqualTo(asked.json().path("merge"));
        family.work();
        TestEvalWorker proof = TestEvalWorker.claim(client);
        proof.report("PASS", "As it should be");
        assertThat(proof.succeed().status()).isEqualTo(200);

        JsonNode done = proposal(withdrawal, 0);
        assertThat(done.path("state").asString()).isEqualTo("DONE");
        assertThat(done.path("made").asString()).isEqualTo(family.name("bot") + "@2");
        assertThat(done.path("moves").toString()).isEqualTo("[{\"alias\":\"production\",\"from\":1,\"to\":2}]");
        assertThat(client.get(family.version("bot", "2"))
                        .json()
                        .path("withdrawn")
                        .isNull())
                .isTrue();
        assertThat(client.get(family.version("bot", "production")).code()).isEqualTo("ALIAS_BLOCKED");
        assertThat(family.moveAlias("bot", "production", 2).status()).isEqualTo(200);
        assertThat(client.get(family.version("bot", "production"))
                        .json()
                        .path("number")
                        .asInt())
                .isEqualTo(2);
        assertThat(proposal(withdrawal, 0).path("moves").isEmpty()).isTrue();
        assertThat(remerge(withdrawal, "bot").status()).isEqualTo(200);
    }

    @Test
    void whatIsMergedOfATaintedMergeWaitsForIt() {
        family.merge("pair", family.plain("bot@production", 0.5), family.tuned("support", 0.2));
        String withdrawal = withdraw("sentiment");
        JsonNode pair = proposal(withdrawal, 1);
        assertThat(pair.path("version").asString()).isEqualTo(family.name("pair") + "@1");
        assertThat(pair.path("state").asString()).isEqualTo("WAITING");
        assertThat(Uploader.texts(pair.path("waitsFor"))).containsExactly(family.name("bot") + "@1");
        assertThat(remerge(withdrawal, "pair").code()).isEqualTo("PROPOSAL_WAITS");

        remerge(withdrawal, "bot");
        assertThat(proposal(withdrawal, 1).path("state").asString()).isEqualTo("WAITING");
        family.work();
        JsonNode next = proposal(withdrawal, 1);
        assertThat(next.path("state").asString()).isEqualTo("POSSIBLE");
        assertThat(next.path("replaced").path(family.name("bot") + "@1").asString())
                .isEqualTo(family.name("bot") + "@2");
        assertThat(remerge(withdrawal, "pair").status()).isEqualTo(202);
        family.work();
        assertThat(proposal(withdrawal, 1).path("made").asString()).isEqualTo(family.name("pair") + "@2");
        assertThat(client.get(family.version("pair", "2"))
                        .json()
                        .path("withdrawn")
                        .isNull())
                .isTrue();
    }

    @Test
    void aMergeOfNothingElseIsNotMadeAgainAndIsLeftOutOfOthers() {
        family.merge("alone", family.tuned("sentiment", 1));
        family.merge("pair", family.plain("alone@1", 0.5), family.tuned("support", 0.2));
        String withdrawal = withdraw("sentiment");
        JsonNode alone = proposal(withdrawal, 1);
        assertThat(alone.path("state").asString()).isEqualTo("IMPOSSIBLE");
        assertThat(alone.path("why").asString()).contains("Nothing else went into it");
        Answer refused = remerge(withdrawal, "alone");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("PROPOSAL_IMPOSSIBLE");

        JsonNode pair = proposal(withdrawal, 2);
        assertThat(pair.path("state").asString()).isEqualTo("POSSIBLE");
        assertThat(Uploader.texts(pair.path("without"))).containsExactly(family.name("alone") + "@1");
    }

    @Test
    void withoutItsBaseNothingIsMadeAgain() {
        String withdrawal = withdraw("base");
        JsonNode bot = proposal(withdrawal, 0);

        assertThat(bot.path("state").asString()).isEqualTo("IMPOSSIBLE");
        assertThat(bot.path("why").asString()).contains("is the base");
        assertThat(remerge(withdrawal, "sentiment").code()).isEqualTo("PROPOSAL_NOT_FOUND");
    }

    @Test
    void aRemergeThatFailedSaysWhyAndIsTriedAgain() {
        String withdrawal = withdraw("sentiment");
        remerge(withdrawal, "bot");
        TestWorker.claim(client).fail("MERGE_SHAPES_DIFFER", false);
        JsonNode failed = proposal(withdrawal, 0);
        assertThat(failed.path("state").asString()).isEqualTo("FAILED");
        assertThat(failed.path("why").asString()).isEqualTo("No");

        assertThat(remerge(withdrawal, "bot").json().path("state").asString()).isEqualTo("RUNNING");
        family.work();
        assertThat(proposal(withdrawal, 0).path("state").asString()).isEqualTo("DONE");
    }

    @Test
    void aRemergeThatIsWithdrawnItselfIsProposedAnew() {
        String first = withdraw("sentiment");
        remerge(first, "bot");
        family.work();
        String second = withdraw("support");

        assertThat(proposal(first, 0).path("state").asString()).isEqualTo("IMPOSSIBLE");
        assertThat(proposal(first, 0).path("why").asString())
                .contains(family.name("sentiment") + "@1", family.name("support") + "@1");
        assertThat(client.get("/withdrawals/" + second).json().path("tainted").size())
                .isEqualTo(2);
    }

    @Test
    void nothingIsMadeAgainForAWithdrawalThatWasLifted() {
        String withdrawal = withdraw("sentiment");
        client.post("/withdrawals/" + withdrawal + "/lift", "{'reason': 'A mistake'}");

        assertThat(remerge(withdrawal, "bot").code()).isEqualTo("WITHDRAWAL_LIFTED");
    }

    private String withdraw(String model) {
        return client.post(family.version(model, "1") + "/withdraw", "{'reason': 'Not ours', 'kind': 'licence'}")
                .json()
                .path("id")
                .asString();
    }

    private JsonNode proposal(String withdrawal, int position) {
        return client.get("/withdrawals/" + withdrawal + "/proposals").json().get(position);
    }

    private Answer remerge(String withdrawal, String model) {
        return client.post(
                "/withdrawals/" + withdrawal + "/remerge", "{'version': '%s@1'}".formatted(family.name(model)));
    }
}
