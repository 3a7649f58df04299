package io.graft.registry.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Weights;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@RegistryTest
class EventStoryTest {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Uploader client;
    private final Events events;
    private final TransactionTemplate transaction;
    private final String model = "events/m" + COUNT.incrementAndGet();

    EventStoryTest(
            @LocalServerPort int port, @Autowired Events events, @Autowired PlatformTransactionManager transactions) {
        this.client = new Uploader(port);
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
        transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Test
    void whatHappensToAVersionIsTold() {
        client.model(model, "base");
        client.publish(model, Weights.model(COUNT.get() + 5000, 4), null);

        JsonNode event = told(0).path(0);

        assertThat(event.path("type").asString()).isEqualTo("version.published");
        assertThat(event.path("id").asString()).matches("evt_[0-9a-f]{32}");
        assertThat(event.path("subject").asString()).isEqualTo(model + "@1");
        assertThat(event.path("model").asString()).isEqualTo(model);
        assertThat(event.path("timestamp").asString()).endsWith("Z");
        assertThat(event.path("data").path("digest").asString()).startsWith("sha256:");
    }

    @Test
    void aVersionThatIsRejectedIsToldWithTheReason() {
        client.model(model, "base");
        client.publish(model, Map.of("config.json", "no json".getBytes(StandardCharsets.UTF_8)), null);

        JsonNode event = told(0).path(0);

        assertThat(event.path("type").asString()).isEqualTo("version.rejected");
        assertThat(event.path("data").path("wasReady").asBoolean()).isFalse();
        assertThat(event.path("data").path("findings").path(0).path("severity").asString())
                .isNotEmpty();
    }

    @Test
    void nothingIsToldOfWhatIsUndone() {
        transaction.executeWithoutResult(undone -> {
            tell(1);
            undone.setRollbackOnly();
        });
        transaction.executeWithoutResult(_ -> tell(2));

        assertThat(steps(told(0))).containsExactly(2);
    }

    @Test
    void nothingIsToldOutsideOfATransaction() {
        assertThatThrownBy(() -> tell(1)).isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void whoeverReadsMissesNothingThatIsCommittedLate() {
        long late = transaction.execute(_ -> {
            tell(1);
            transaction.executeWithoutResult(_ -> tell(2));
            JsonNode seen = told(0);
            assertThat(steps(seen)).containsExactly(2);
            return seen.path(0).path("seq").asLong();
        });

        assertThat(steps(told(late))).containsExactly(1);
    }

    @Test
    void manyWhoTellInOneMomentAreToldWithoutGaps() throws Exception {
        long before = last();
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int step = i;
                done.add(writers.submit(() -> transaction.executeWithoutResult(_ -> tell(step))));
            }
            List<Long> seen = new ArrayList<>();
            int own = 0;
            while (own < 200) {
                for (JsonNode event : get("/events?limit=7&after=" + (before + seen.size()))) {
                    seen.add(event.path("seq").asLong());
                    own += event.path("model").asString().equals(model) ? 1 : 0;
                }
            }
            for (Future<?> one : done) {
                one.get();
            }
            assertThat(seen)
                    .containsExactlyElementsOf(LongStream.rangeClosed(before + 1, before + 200)
                            .boxed()
                            .toList());
        }
        assertThat(steps(told(before)))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 200).boxed().toList());
    }

    @Test
    void onlyWhatIsAskedForIsAnswered() {
        transaction.executeWithoutResult(_ -> {
            events.tell("kind.one", "a", model, Map.of("step", 1));
            events.tell("kind.two", "b", model, Map.of("step", 2));
            events.tell("other.two", "c", model, Map.of("step", 3));
            events.tell("kind.one", "d", null, Map.of("step", 4));
        });

        assertThat(steps(get("/events?types=kind.*&model=" + model))).containsExactly(1, 2);
        assertThat(steps(get("/events?types=kind.two,other.two&model=" + model)))
                .containsExactly(2, 3);
        assertThat(steps(get("/events?types=kind.one&model=*"))).contains(1, 4);
        assertThat(steps(get("/events?model=" + model.replace("events", "*")))).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @CsvSource({
        "types=Kind!, EVENT_TYPE_MALFORMED",
        "model=a/b/c, MODEL_PATTERN_MALFORMED",
        "limit=0, LIMIT_OUT_OF_RANGE",
        "after=then, PARAMETER_MALFORMED"
    })
    void whatCannotBeMeantIsRefused(String query, String code) {
        assertThat(client.get("/events?" + query).code()).isEqualTo(code);
    }

    @Test
    void aClientThatWasCutOffGoesOnWhereItStopped() throws Exception {
        long before = last();
        transaction.executeWithoutResult(_ -> tell(1));
        long first;
        try (BufferedReader stream = stream(before, null)) {
            first = nextId(stream);
        }
        transaction.executeWithoutResult(_ -> tell(2));

        try (BufferedReader stream = stream(before, first)) {
            assertThat(nextData(stream)).contains("\"step 2\"");
            transaction.executeWithoutResult(_ -> tell(3));
            assertThat(nextData(stream)).contains("\"step 3\"");
        }
    }

    @Test
    void aStreamWithoutABeginningTellsWhatHappensFromNowOn() throws Exception {
        transaction.executeWithoutResult(_ -> tell(1));
        try (BufferedReader stream = stream(null, null)) {
            transaction.executeWithoutResult(_ -> tell(2));

            assertThat(nextData(stream)).contains("\"step 2\"");
        }
    }

    private void tell(int step) {
        events.tell("test.stepped", "step " + step, model, Map.of("step", step));
    }

    private JsonNode told(long after) {
        return get("/events?model=%s&limit=200&after=%d".formatted(model, after));
    }

    private JsonNode get(String path) {
        return client.get(path).json().path("items");
    }

    /** The number of the newest event there is. */
    private long last() {
        long last = 0;
        while (true) {
            long next = client.get("/events?limit=200&after=" + last)
                    .json()
                    .path("next")
                    .asLong();
            if (next == last) {
                return last;
            }
            last = next;
        }
    }

    private static List<Integer> steps(JsonNode events) {
        return events.valueStream()
                .map(event -> event.path("data").path("step").asInt())
                .toList();
    }

    private BufferedReader stream(@Nullable Long after, @Nullable Long lastEventId)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = client.request(
                        "/events?model=%s%s".formatted(model, after == null ? "" : "&after=" + after))
                .header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId.toString());
        }
        HttpResponse<InputStream> response =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    private static long nextId(BufferedReader stream) throws IOException {
        return Long.parseLong(next(stream, "id:"));
    }

    private static String nextData(BufferedReader stream) throws IOException {
        return next(stream, "data:");
    }

    private static String next(BufferedReader stream, String field) throws IOException {
        for (String line = stream.readLine(); line != null; line = stream.readLine()) {
            if (line.startsWith(field)) {
                return line.substring(field.length()).strip();
            }
        }
        throw new IOException("The stream has ended");
    }
}
