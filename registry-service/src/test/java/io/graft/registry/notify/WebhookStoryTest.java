package io.graft.registry.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Endpoints on this machine, which are allowed here, and retries that follow each other quickly. */
@RegistryTest
@TestPropertySource(
        properties = {
            "graft.webhooks.allow-private=true",
            "graft.webhooks.retries=50ms,50ms,50ms,50ms,50ms,50ms,50ms,50ms,50ms,50ms",
            "graft.webhooks.look=50ms",
            "graft.webhooks.timeout=5s",
            "db-scheduler.polling-interval=50ms"
        })
class WebhookStoryTest {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Receiver receiver = Receiver.start();
    private final Uploader client;
    private final Events events;
    private final Sequence sequence;
    private final Lanes lanes;
    private final Deliveries deliveries;
    private final Sender sender;
    private final WebhookSettings settings;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final String model = "hooks/m" + COUNT.incrementAndGet();

    WebhookStoryTest(
            @LocalServerPort int port,
            @Autowired Events events,
            @Autowired Sequence sequence,
            @Autowired Lanes lanes,
            @Autowired Deliveries deliveries,
            @Autowired Sender sender,
            @Autowired WebhookSettings settings,
            @Autowired JdbcClient jdbc,
            @Autowired PlatformTransactionManager transactions) {
        this.client = new Uploader(port);
        this.events = events;
        this.sequence = sequence;
        this.lanes = lanes;
        this.deliveries = deliveries;
        this.sender = sender;
        this.settings = settings;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    @AfterEach
    void nobodyListensAnyMore() {
        client.get("/webhooks")
                .json()
                .path("items")
                .forEach(webhook -> client.send(
                        client.request("/webhooks/" + webhook.path("id").asString())
                                .DELETE()));
        receiver.close();
    }

    @Test
    void whatItIsSentIsSigned() {
        JsonNode made = register("{'url': '%s'}");
        String secret = made.path("secret").asString();
        tell(1);

        Receiver.Call call = receiver.next();

        assertThat(StandardWebhooks.accepts(secret, call.headers(), call.body(), Instant.ofEpochMilli(now())))
                .isTrue();
        assertThat(StandardWebhooks.accepts(secret, call.headers(), call.body() + " ", Instant.ofEpochMilli(now())))
                .isFalse();
        assertThat(call.id()).isEqualTo(call.json().path("id").asString()).startsWith("evt_");
        assertThat(call.type()).isEqualTo("test.stepped");
        assertThat(call.step()).isEqualTo(1);
        assertThat(call.json().path("model").asString()).isEqualTo(model);
        assertThat(call.headers().getFirst("Content-Type")).startsWith("application/json");
        assertThat(client.get("/webhooks/" + made.path("webhook").path("id").asString())
                        .json()
                        .has("secret"))
                .isFalse();
    }

    @Test
    void afterARotationBothSecretsSignForAWhile() {
        JsonNode made = register("{'url': '%s'}");
        String id = made.path("webhook").path("id").asString();
        String old = made.path("secret").asString();
        JsonNode rotated = client.post("/webhooks/%s/rotate".formatted(id), "").json();
        String fresh = rotated.path("secret").asString();

        tell(1);
        Receiver.Call during = receiver.next();
        jdbc.sql("update webhook set old_until = now() - interval '1 second'").update();
        tell(2);
        Receiver.Call after = receiver.next();

        assertThat(rotated.path("webhook").path("oldSecretSignsUntil").asString())
                .isNotEmpty();
        assertThat(accepts(old, during)).isTrue();
        assertThat(accepts(fresh, during)).isTrue();
        assertThat(accepts(old, after)).isFalse();
        assertThat(accepts(fresh, after)).isTrue();
    }

    @Test
    void anEndpointThatWasDownGetsEverythingInOrder() {
        receiver.answering(503);
        register("{'url': '%s'}");
        IntStream.rangeClosed(1, 5).forEach(this::tell);
        List<Receiver.Call> refused = receiver.next(2);
        receiver.answering(200);

        assertThat(refused).extracting(Receiver.Call::step).containsOnly(1);
        assertThat(accepted(5)).extracting(Receiver.Call::step).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void whatIsGivenUpMakesWayForWhatFollows() {
        receiver.answering(500);
        String id = webhook("{'url': '%s'}");
        tell(1);
        List<Receiver.Call> attempts = receiver.next(11);
        awaitState(id, 0, "FAILED");
        receiver.answering(200);
        tell(2);

        assertThat(attempts)
                .extracting(Receiver.Call::id)
                .containsOnly(attempts.getFirst().id());
        assertThat(receiver.next().step()).isEqualTo(2);
        JsonNode failed = deliveries(id).path(deliveries(id).size() - 1);
        assertThat(failed.path("attempts").size()).isEqualTo(11);
        assertThat(failed.path("attempts").path(10).path("status").asInt()).isEqualTo(500);
    }

    @Test
    void anEndpointThatIsNotThereIsToldSoInTheLog() {
        String url = receiver.url();
        receiver.close();
        String id = webhook("{'url': '" + url + "'}");
        tell(1);
        awaitState(id, 0, "FAILED");

        JsonNode attempt = deliveries(id).path(0).path("attempts").path(0);

        assertThat(attempt.path("status").isNull()).isTrue();
        assertThat(attempt.path("error").asString()).contains("ConnectException");
    }

    @Test
    void oneThatIsReplayedComesAgainWithTheSameId() {
        String id = webhook("{'url': '%s'}");
        tell(1);
        Receiver.Call first = receiver.next();
        awaitState(id, 0, "DELIVERED");
        String delivery = deliveries(id).path(0).path("id").asString();

        Answer replayed = client.post("/webhooks/%s/deliveries/%s/replay".formatted(id, delivery), "");
        Receiver.Call again = receiver.next();

        assertThat(replayed.status()).isEqualTo(202);
        assertThat(replayed.json().path("replayOf").asString()).isEqualTo(delivery);
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void aTestIsForOneEndpointAlone() {
        try (Receiver other = Receiver.start()) {
            register("{'url': '" + other.url() + "'}");
            String id = webhook("{'url': '%s', 'types': ['merge.*'], 'description': 'bot'}");

            Answer sent = client.post("/webhooks/%s/test".formatted(id), "");
            Receiver.Call call = receiver.next();
            tell(1);

            assertThat(sent.status()).isEqualTo(202);
            assertThat(call.type()).isEqualTo("webhook.test");
            assertThat(call.json().path("data").path("description").asString()).isEqualTo("bot");
            assertThat(other.next().type()).isEqualTo("test.stepped");
            awaitState(id, 0, "DELIVERED");
        }
    }

    @Test
    void anEndpointIsToldOfWhatItAskedFor() {
        register("{'url': '%s', 'types': ['kind.one', 'other.*'], 'models': '" + model + "'}");
        transaction.executeWithoutResult(_ -> {
            events.tell("kind.two", "a", model, Map.of("step", 1));
            events.tell("kind.one", "b", "hooks/another", Map.of("step", 2));
            events.tell("kind.one", "c", null, Map.of("step", 3));
            events.tell("kind.one", "d", model, Map.of("step", 4));
            events.tell("other.one", "e", model, Map.of("step", 5));
        });

        assertThat(receiver.next(2)).extracting(Receiver.Call::step).containsExactly(4, 5);
    }

    @Test
    void oneModelDoesNotWaitForAnother() {
        receiver.answering(500);
        register("{'url': '%s'}");
        tell(1);
        receiver.next();
        transaction.executeWithoutResult(_ -> events.tell("test.stepped", "b", model + "-b", Map.of("step", 2)));

        assertThat(Stream.generate(receiver::next).limit(10).map(Receiver.Call::step))
                .contains(2);
    }

    @Test
    void ofTwoWhoDeliverOneDoes() {
        receiver.thinkingFor(5);
        register("{'url': '%s'}");
        Courier second = new Courier(sequence, lanes, deliveries, sender, settings);
        Courier third = new Courier(sequence, lanes, deliveries, sender, settings);
        for (int step = 1; step <= 60; step++) {
            tell(step);
            second.wake();
            third.wake();
        }

        assertThat(receiver.next(60))
                .extracting(Receiver.Call::step)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 60).boxed().toList());
        assertThat(receiver.overlaps()).isZero();
        assertThat(receiver.wasLeftAlone()).isTrue();
    }

    @Test
    void whatAKilledRegistryHadClaimedIsDeliveredWhenItsClaimEnds() {
        String id = webhook("{'url': '%s'}");
        tellWhileClaimed("1 second");
        Lanes.Claim ofTheDead = new Lanes.Claim(UUID.fromString(id), model, 1);

        assertThat(receiver.next().step()).isEqualTo(1);
        awaitState(id, 0, "DELIVERED");
        assertThat(lanes.renew(ofTheDead, Duration.ofMinutes(1))).isFalse();
    }

    @Test
    void whoHasLostItsClaimChangesNothing() {
        String id = webhook("{'url': '%s'}");
        tellWhileClaimed("1 hour");
        Lanes.Claim lost = new Lanes.Claim(UUID.fromString(id), model, 0);

        Message message = lanes.next(lost).orElseThrow();
        boolean mayGoOn = deliveries.conclude(lost, message, new Reply(200, "", null, Duration.ZERO));

        assertThat(mayGoOn).isFalse();
        assertThat(deliveries(id).path(0).path("state").asString()).isEqualTo("WAITING");
    }

    @Test
    void anEndpointThatIsGoneIsDisabled() {
        receiver.answering(410);
        String id = webhook("{'url': '%s'}");
        tell(1);
        receiver.next();
        await(() -> !webhookJson(id).path("enabled").asBoolean());

        assertThat(webhookJson(id).path("disabledFor").asString()).contains("410");
        assertThat(client.post("/webhooks/%s/test".formatted(id), "").code()).isEqualTo("WEBHOOK_DISABLED");
        assertThat(client.get("/audit?action=webhook.disable&subject=webhook+" + id)
                        .json()
                        .path("items")
                        .path(0)
                        .path("actor")
                        .asString())
                .isEqualTo("registry");
    }

    @Test
    void anEndpointThatFailsForDaysIsDisabledAndGoesOnWhenItIsEnabled() {
        receiver.answering(500);
        String id = webhook("{'url': '%s'}");
        jdbc.sql("update webhook set failing_since = now() - interval '6 days'").update();
        tell(1);
        await(() -> !webhookJson(id).path("enabled").asBoolean());
        receiver.next();
        tell(2);
        receiver.answering(200);

        JsonNode enabled = client.post("/webhooks/%s/enable".formatted(id), "").json();

        assertThat(enabled.path("disabledFor").isNull()).isTrue();
        assertThat(receiver.next().step()).isEqualTo(1);
        awaitState(id, 0, "DELIVERED");
        assertThat(deliveries(id).size()).isEqualTo(1);
    }

    @Test
    void oneThatIsDeletedHearsNothing() {
        String id = webhook("{'url': '%s'}");
        assertThat(client.send(client.request("/webhooks/" + id).DELETE()).status())
                .isEqualTo(204);
        try (Receiver other = Receiver.start()) {
            register("{'url': '" + other.url() + "'}");
            tell(1);
            other.next();
        }

        assertThat(receiver.wasLeftAlone()).isTrue();
        assertThat(client.get("/webhooks/" + id).code()).isEqualTo("WEBHOOK_NOT_FOUND");
        assertThat(client.get("/webhooks/%s/deliveries".formatted(id)).code()).isEqualTo("WEBHOOK_NOT_FOUND");
        assertThat(client.get("/webhooks/%s/deliveries/%s".formatted(id, id)).code())
                .isEqualTo("DELIVERY_NOT_FOUND");
    }

    @Test
    void itsLogIsReadByPages() {
        String id = webhook("{'url': '%s'}");
        IntStream.rangeClosed(1, 3).forEach(this::tell);
        receiver.next(3);
        IntStream.range(0, 3).forEach(place -> awaitState(id, place, "DELIVERED"));

        JsonNode first = client.get("/webhooks/%s/deliveries?state=DELIVERED&limit=2".formatted(id))
                .json();
        JsonNode second = client.get("/webhooks/%s/deliveries?limit=2&cursor=%s"
                        .formatted(id, first.path("next").asString()))
                .json();

        assertThat(first.path("items").size()).isEqualTo(2);
        assertThat(second.path("items").size()).isEqualTo(1);
        assertThat(client.get("/webhooks/%s/deliveries?state=WAITING".formatted(id))
                        .json()
                        .path("items")
                        .isEmpty())
                .isTrue();
    }

    private JsonNode register(String form) {
        Answer made = client.post("/webhooks", form.formatted(receiver.url()));
        assertThat(made.status()).as(made.json().toString()).isEqualTo(201);
        return made.json();
    }

    private String webhook(String form) {
        return register(form).path("webhook").path("id").asString();
    }

    private JsonNode webhookJson(String id) {
        return client.get("/webhooks/" + id).json();
    }

    private void tell(int step) {
        transaction.executeWithoutResult(_ -> events.tell("test.stepped", "step " + step, model, Map.of("step", step)));
    }

    /** As if another registry had begun to deliver. */
    private void tellWhileClaimed(String time) {
        transaction.executeWithoutResult(_ -> {
            events.tell("test.stepped", "step", model, Map.of("step", 1));
            sequence.advance();
            jdbc.sql("update lane set claim = claim + 1, claimed_until = now() + :time::interval")
                    .param("time", time)
                    .update();
        });
    }

    /** The calls that were not refused. */
    private List<Receiver.Call> accepted(int count) {
        return Stream.generate(receiver::next)
                .filter(Receiver.Call::accepted)
                .limit(count)
                .toList();
    }

    private JsonNode deliveries(String webhook) {
        return client.get("/webhooks/%s/deliveries".formatted(webhook)).json().path("items");
    }

    private void awaitState(String webhook, int place, String state) {
        await(() -> deliveries(webhook).path(place).path("state").asString().equals(state));
    }

    private static boolean accepts(String secret, Receiver.Call call) {
        return StandardWebhooks.accepts(secret, call.headers(), call.body(), Instant.ofEpochMilli(now()));
    }

    private static long now() {
        return Clock.systemUTC().millis();
    }

    private static void await(BooleanSupplier condition) {
        long end = now() + PATIENCE.toMillis();
        while (!condition.getAsBoolean()) {
            assertThat(now()).as("It did not happen in %s", PATIENCE).isLessThan(end);
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
