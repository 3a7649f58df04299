package io.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Release runs while registry, workers and database are killed at random. {@code -Dgraft.crash.runs=200} is the long form, {@code
 * -Dgraft.crash.seed=7} another course of things.
 */
class ReleaseCrashTests {
    private static final int RUNS = Integer.getInteger("graft.crash.runs", 12);
    private static final long SEED = Long.getLong("graft.crash.seed", 1);
    private static final GeneratedModel TINY = new GeneratedModel(1, 16);

    /** By line: what passes, what passes, what does not, and what a person has to approve. */
    private static final List<String> GATES = List.of(
            "- size: {atMost: 1 MB}",
            "- findings: {none: error}",
            "- size: {atMost: 1 B}",
            "- approval: {role: owner}");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void whateverIsKilledEveryRunEndsAndNoAliasStandsAtWhatDidNotPass() throws Exception {
        try (Received received = new Received();
                SplitSuite suite = new SplitSuite(folder)) {
            ServiceProcess registry = suite.startRegistry();
            suite.post("/webhooks", Map.of("url", received.url()));
            prepare(suite);
            List<String> runs = new ArrayList<>();
            try (Mayhem mayhem = new Mayhem(suite, registry, SEED)) {
                for (int i = 0; i < RUNS; i++) {
                    runs.add(release(suite, i));
                }
                runs.forEach(run -> finish(suite, run));
                assertThat(mayhem.killed()).containsOnlyKeys("registry", "database", "worker");
                System.out.println("seed %d, killed %s".formatted(SEED, mayhem.killed()));
            }
            assertThat(runs).doesNotHaveDuplicates().hasSize(RUNS);
            assertAliasesStandAtWhatPassed(suite.database());
            assertNothingWasDoneTwice(suite.database());
            assertEveryEventArrivedInOrder(suite.database(), received);
            print(suite.database(), received);
        }
    }

    private void prepare(SplitSuite suite) throws IOException, InterruptedException {
        suite.register("crash/base", "base", TINY.base(folder.resolve("base")), Map.of());
        for (int line = 0; line < GATES.size(); line++) {
            assertThat(suite.postYaml(
                                    "/gates",
                                    "name: crash/gate%d\nconditions: [%s]"
                                            .formatted(line, GATES.get(line).substring(2)))
                            .status())
                    .isEqualTo(201);
            assertThat(suite.putYaml("/release-rules/crash/rule" + line, rule(line))
                            .status())
                    .isEqualTo(201);
        }
        for (int i = 0; i < RUNS; i++) {
            suite.register(model(i), "base", TINY.base(folder.resolve("version" + i)), Map.of());
        }
    }

    private static String model(int run) {
        return "crash/line%d".formatted(run % GATES.size());
    }

    private static String rule(int line) {
        return """
                name: crash/rule%1$d
                when: {released: crash/line%1$d}
                then:
                  merge: |
                    merge_method: linear
                    models:
                      - model: crash/base@1
                        parameters: {weight: 0.5}
                      - model: ${released}
                        parameters: {weight: 0.5}
                  into: crash/bot%1$d
                  gate: crash/gate%1$d@1
                  alias: production
                limits: {runsPerDay: 1000}
                """.formatted(line);
    }

    private static String release(SplitSuite suite, int run) {
        String version = "%s@%d".formatted(model(run), 1 + run / GATES.size());
        JsonNode released = suite.postOnce("/releases", Map.of("version", version));
        return released.path("runs").get(0).path("id").asString();
    }

    /** Waits until the run has ended, and says yes where it waits for somebody. */
    private static void finish(SplitSuite suite, String run) {
        SplitSuite.await("run %s to end".formatted(run), () -> {
            String state =
                    suite.get("/release-runs/" + run).json().path("state").asString("");
            if (state.equals("WAITING")) {
                suite.post("/release-runs/%s/approve".formatted(run), Map.of("reason", "go"));
            }
            return List.of("RELEASED", "STOPPED", "FAILED", "CANCELLED").contains(state);
        });
    }

    private static void assertAliasesStandAtWhatPassed(KillableDatabase database) {
        assertThat(database.query("""
                        select m.alias, m.to_number from alias_move m
                          join version v on v.model_id = m.model_id and v.number = m.to_number
                         where not exists (select from verdict d
                                            where d.id = m.verdict_id and d.version_id = v.id and d.outcome = 'PASS')
                        """)).isEmpty();
        assertThat(database.query("""
                        select a.name from alias a
                         where a.step <> (select count(*) from alias_move m where m.model_id = a.model_id and m.alias = a.name)
                            or a.number <> (select m.to_number from alias_move m
                                             where m.model_id = a.model_id and m.alias = a.name and m.step = a.step)
                        """)).isEmpty();
        assertThat(database.count("""
                        select count(*) from release_run u
                         where u.state = 'RELEASED'
                           and not exists (select from alias_move m where m.run_id = u.id)
                        """)).isZero();
        assertThat(database.count(
                        "select count(*) from release_run where target like 'crash/bot2%' and state = 'RELEASED'"))
                .isZero();
    }

    private static void assertNothingWasDoneTwice(KillableDatabase database) {
        assertThat(database.count("select count(*) from release_run")).isEqualTo(RUNS);
        assertThat(database.query("""
                        select merge_id from version where merge_id is not null and state = 'READY'
                         group by merge_id having count(*) > 1
                        """)).isEmpty();
        assertThat(database.count("select count(*) from version where merge_id is not null and state = 'READY'"))
                .isEqualTo(database.count("select count(*) from merge where state = 'SUCCEEDED'"));
        assertThat(database.query(
                        "select run_id from alias_move where run_id is not null group by run_id having count(*) > 1"))
                .isEmpty();
        assertThat(database.count(
                        "select count(*) from job where state in ('QUEUED', 'LEASED') and kind like 'merge%'"))
                .isZero();
    }

    private static void assertEveryEventArrivedInOrder(KillableDatabase database, Received received) {
        SplitSuite.await(
                "every event to arrive",
                () -> received.events().size() >= database.count("select count(*) from event"));
        assertThat(database.count("select count(*) from event where type like 'release_run.%'"))
                .isEqualTo(database.count("select count(*) from release_step"));
        assertThat(database.count("select count(*) from event where type = 'alias.moved'"))
                .isEqualTo(database.count("select count(*) from alias_move"));
        Map<String, Long> latest = new HashMap<>();
        for (JsonNode event : received.events()) {
            long seq = event.path("seq").asLong();
            Long before = latest.put(event.path("model").asString(""), seq);
            assertThat(before == null || before < seq || event.path("model").isNull())
                    .as(event.toString())
                    .isTrue();
        }
    }

    private static void print(KillableDatabase database, Received received) {
        String states = database.query("select state, count(*) from release_run group by state order by state").stream()
                .map(row -> String.join(" ", row))
                .collect(Collectors.joining(", "));
        System.out.println("%d runs: %s; %s attempts at %s jobs; %d events, delivered %d times"
                .formatted(
                        RUNS,
                        states,
                        database.count("select count(*) from job_attempt"),
                        database.count("select count(*) from job"),
                        received.events().size(),
                        received.deliveries()));
    }
}
