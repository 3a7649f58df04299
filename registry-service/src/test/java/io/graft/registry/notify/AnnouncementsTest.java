package io.graft.registry.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.Digest;
import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.bundle.BundleMoved;
import io.graft.registry.evaluation.EvaluationEnded;
import io.graft.registry.evaluation.EvaluationState;
import io.graft.registry.gate.GateVerdict;
import io.graft.registry.gate.Outcome;
import io.graft.registry.gate.VersionJudged;
import io.graft.registry.merge.MergeEnded;
import io.graft.registry.merge.MergeState;
import io.graft.registry.model.AliasMove;
import io.graft.registry.model.AliasMoved;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.Withdrawn;
import io.graft.registry.release.RunMoved;
import io.graft.registry.release.RunState;
import io.graft.registry.withdrawal.VersionWithdrawn;
import io.graft.registry.withdrawal.WithdrawalLifted;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** What the modules say to each other reaches everybody. */
@RegistryTest
class AnnouncementsTest {
    private final Uploader client;
    private final ApplicationEventPublisher modules;
    private final TransactionTemplate transaction;
    private final UUID id = UUID.randomUUID();

    AnnouncementsTest(
            @LocalServerPort int port,
            @Autowired ApplicationEventPublisher modules,
            @Autowired PlatformTransactionManager transactions) {
        this.client = new Uploader(port);
        this.modules = modules;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Test
    void aMergeThatFailedIsToldWithTheReason() {
        say(new MergeEnded(id, MergeState.FAILED, new ModelName("told", "bot"), null, "The disk is full"));

        JsonNode event = told("merge.failed", "merge " + id);
        assertThat(event.path("model").asString()).isEqualTo("told/bot");
        assertThat(event.path("data").path("merge").asString()).isEqualTo(id.toString());
        assertThat(event.path("data").path("error").asString()).isEqualTo("The disk is full");
    }

    @Test
    void anEvaluationIsToldHoweverItEnds() {
        say(new EvaluationEnded(id, EvaluationState.CANCELLED));

        assertThat(told("evaluation.cancelled", "evaluation " + id)
                        .path("data")
                        .path("evaluation")
                        .asString())
                .isEqualTo(id.toString());
    }

    @Test
    void anAliasThatMovesIsToldWithWhereItStood() {
        say(new AliasMoved(new AliasMove(
                new ModelName("told", "bot"),
                "production",
                7,
                3,
                4,
                AliasMove.Cause.HAND,
                "ada",
                "why not",
                null,
                null,
                Instant.EPOCH)));

        JsonNode event = told("alias.moved", "told/bot@production");
        assertThat(event.path("model").asString()).isEqualTo("told/bot");
        assertThat(event.path("data").path("from").asInt()).isEqualTo(3);
        assertThat(event.path("data").path("to").asInt()).isEqualTo(4);
        assertThat(event.path("data").path("actor").asString()).isEqualTo("ada");
    }

    @Test
    void aReleaseRunIsToldAmongTheEventsOfItsTarget() {
        say(new RunMoved(id, RunState.WAITING, "told/bot@production", "ada is asked"));

        JsonNode event = told("release_run.waiting", "release run " + id);
        assertThat(event.path("model").asString()).isEqualTo("told/bot");
        assertThat(event.path("data").path("note").asString()).isEqualTo("ada is asked");
    }

    @Test
    void aVerdictIsToldAmongTheEventsOfItsModel() {
        say(new VersionJudged(new GateVerdict(
                id, "told/ship@1", "told/bot@3", Digest.of("bot"), Outcome.FAIL, false, List.of(), Instant.EPOCH)));

        JsonNode event = told("version.judged", "told/bot@3");
        assertThat(event.path("model").asString()).isEqualTo("told/bot");
        assertThat(event.path("data").path("outcome").asString()).isEqualTo("FAIL");
    }

    @Test
    void aWithdrawalIsToldWithWhatItBlocksAndWhenItIsTakenBack() {
        ModelName bot = new ModelName("told", "withdrawn");
        say(new VersionWithdrawn(
                id,
                bot,
                3,
                Withdrawn.Kind.DATA,
                "Bought reviews",
                List.of("told/pair@1"),
                List.of("told/pair@production")));
        say(new WithdrawalLifted(id, bot, 3, "They were real"));

        assertThat(told("version.withdrawn", "told/withdrawn@3")
                        .at("/data/blockedAliases/0")
                        .asString())
                .isEqualTo("told/pair@production");
        assertThat(told("version.withdrawal_lifted", "told/withdrawn@3")
                        .at("/data/reason")
                        .asString())
                .isEqualTo("They were real");
    }

    @Test
    void aBundleThatMovesIsTold() {
        say(new BundleMoved(new ModelName("told", "desk"), "production", 2, 1, 2));

        assertThat(told("bundle.moved", "told/desk@production").at("/data/to").asInt())
                .isEqualTo(2);
    }

    private void say(Object event) {
        transaction.executeWithoutResult(_ -> modules.publishEvent(event));
    }

    private JsonNode told(String type, String subject) {
        return client.get("/events?limit=200&types=" + type)
                .json()
                .path("items")
                .valueStream()
                .filter(event -> event.path("subject").asString().equals(subject))
                .findFirst()
                .orElseThrow();
    }
}
