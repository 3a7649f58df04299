package io.graft.registry.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.evaluation.EvaluationEnded;
import io.graft.registry.evaluation.EvaluationState;
import io.graft.registry.merge.MergeEnded;
import io.graft.registry.merge.MergeState;
import io.graft.registry.model.AliasMove;
import io.graft.registry.model.AliasMoved;
import io.graft.registry.model.ModelName;
import io.graft.registry.release.RunMoved;
import io.graft.registry.release.RunState;
import java.time.Instant;
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
        say(new MergeEnded(id, MergeState.FAILED, null, "The disk is full"));

        JsonNode event = told("merge.failed", "merge " + id);
        assertThat(event.path("model").isNull()).isTrue();
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
