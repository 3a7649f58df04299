package io.graft.registry.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.merge.TestWorker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * From the call that releases a version until an idle worker has leased the merge. Is no test and runs only when asked for: {@code
 * -Dtest=BenchmarkReleaseLatency}.
 */
@RegistryTest
class BenchmarkReleaseLatency {
    private static final int ROUNDS = 100;
    private static final int WARM_UP = 20;
    private static final int RULES = 1000;
    private static final int VERSIONS = 100_000;
    private static final double PERCENTILE = 0.95;

    private final Uploader client;
    private final JdbcClient jdbc;

    @Autowired
    BenchmarkReleaseLatency(@LocalServerPort int port, JdbcClient jdbc) {
        this.client = new Uploader(port);
        this.jdbc = jdbc;
    }

    @Test
    void fromReleaseToLease() {
        Line line = Line.called(client, "latency");
        assertThat(line.write(line.rule(line.gate("- size: {atMost: 1 MB}"), "limits: {runsPerDay: 10000}"))
                        .status())
                .isEqualTo(201);
        measure(line, WARM_UP);
        print("an empty registry", measure(line, ROUNDS));
        fill(line);
        measure(line, WARM_UP);
        print("%d rules and %d versions".formatted(RULES, VERSIONS), measure(line, ROUNDS));
    }

    private List<Duration> measure(Line line, int rounds) {
        List<Duration> taken = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            String version = line.next();
            CompletableFuture<Leased> worker = CompletableFuture.supplyAsync(this::lease);
            pause();
            Instant begun = Instant.now();
            String run = line.release(version).orElseThrow();
            Leased leased = worker.join();
            taken.add(Duration.between(begun, leased.at()));
            leased.worker().finish(line.made());
            line.await(run, "RELEASED");
        }
        return taken;
    }

    private record Leased(TestWorker worker, Instant at) {}

    private Leased lease() {
        TestWorker worker = TestWorker.claim(client);
        return new Leased(worker, Instant.now());
    }

    /** Until the worker has asked, and waits. */
    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Rules that wait for other models, half of them by patterns, and versions of another model. */
    private void fill(Line line) {
        jdbc.sql("""
                with written as (
                    insert into release_rule (namespace, name, number, document, enabled, actor, created_at)
                    select 'many', 'rule' || i, 1, replace(r.document, :name, 'many/model' || i), true, r.actor, now()
                      from generate_series(1, :rules) i, release_rule r where r.namespace || '/' || r.name = :name
                    returning id, name)
                insert into release_rule_trigger (rule_id, pattern)
                select id, 'many/' || name || case when right(name, 1) < '5' then '*' else '' end from written
                """).param("name", line.model()).param("rules", RULES).update();
        jdbc.sql("""
                insert into version (id, model_id, number, state, digest, size, findings, created_at, touched_at, verified_at,
                                     ready_at, row_version)
                select uuidv7(), m.id, i, 'READY', repeat('0', 58) || lpad(i::text, 6, '0'), 1, '[]', now(), now(), now(), now(), 0
                  from generate_series(1000, 1000 + :versions) i, model m where m.namespace || '/' || m.name = :name
                """)
                .param("name", line.model() + "-base")
                .param("versions", VERSIONS)
                .update();
        jdbc.sql("analyze").update();
    }

    private static void print(String where, List<Duration> taken) {
        List<Duration> sorted = new ArrayList<>(taken);
        Collections.sort(sorted);
        System.out.println("%s: median %d ms, p95 %d ms, longest %d ms of %d"
                .formatted(
                        where,
                        sorted.get(sorted.size() / 2).toMillis(),
                        sorted.get((int) Math.ceil(PERCENTILE * sorted.size()) - 1)
                                .toMillis(),
                        sorted.getLast().toMillis(),
                        sorted.size()));
    }
}
