package io.graft.registry.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.EmptyQueue;
import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import io.graft.registry.merge.TestWorker;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@RegistryTest
class ReleaseStoryTest {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String SMALL = "- size: {atMost: 1 MB}";
    private static final String TINY = "- size: {atMost: 1 B}";

    private final Uploader client;
    private final JdbcClient jdbc;
    private final Line line;

    @Autowired
    ReleaseStoryTest(@LocalServerPort int port, JdbcClient jdbc) {
        this.client = new Uploader(port);
        this.jdbc = jdbc;
        this.line = Line.called(client, "l" + COUNT.incrementAndGet());
    }

    @BeforeEach
    void anEmptyQueue() {
        EmptyQueue.of(jdbc);
    }

    @Test
    void whatIsReleasedIsMergedJudgedAndBecomesProduction() {
        line.write(line.rule(line.gate(SMALL), ""));
        String released = line.next();
        String run = line.release(released).orElseThrow();
        line.merge(run);
        JsonNode done = line.await(run, "RELEASED");

        assertThat(line.production()).isEqualTo(1);
        assertThat(done.path("version").asString()).isEqualTo(line.bot() + "@1");
        assertThat(done.path("released").asString()).isEqualTo(released);
        assertThat(states(done)).containsExactly("QUEUED", "PREPARING", "MERGING", "VERIFYING", "JUDGING", "RELEASED");
        JsonNode move = client.get("/models/%s/aliases/production/history".formatted(line.bot()))
                .json()
                .path("items")
                .get(0);
        assertThat(move.path("cause").asString()).isEqualTo("RELEASE");
        assertThat(move.path("run").asString()).isEqualTo(run);
        assertThat(move.path("verdict").asString())
                .isEqualTo(done.path("verdict").asString());
        assertThat(client.get("/verdicts/" + done.path("verdict").asString())
                        .json()
                        .path("outcome")
                        .asString())
                .isEqualTo("PASS");
    }

    @Test
    void aRuleWaitsForModelsWithATag() {
        String any = "{released: %s}".formatted(line.model());
        String tagged = "{released: {model: %s, tags: {task: mood}}}".formatted(line.model());
        assertThat(line.write(line.rule(line.gate(SMALL), "").replace(any, tagged))
                        .status())
                .isEqualTo(201);
        assertThat(line.release(line.next())).isEmpty();

        client.put("/models/%s/tags/task".formatted(line.model()), "{'value': 'mood'}");
        assertThat(line.release(line.next())).isPresent();
    }

    @Test
    void whatDoesNotPassStopsThereAndTheAliasStays() {
        line.write(line.rule(line.gate(TINY), ""));
        String run = line.release(line.next()).orElseThrow();
        line.merge(run);
        JsonNode stopped = line.await(run, "STOPPED");

        assertThat(line.production()).isZero();
        assertThat(client.get("/models/%s/versions/1".formatted(line.bot())).status())
                .isEqualTo(200);
        assertThat(client.get("/verdicts/" + stopped.path("verdict").asString())
                        .json()
                        .path("conditions")
                        .get(0)
                        .path("outcome")
                        .asString())
                .isEqualTo("FAIL");
    }

    @Test
    void aRunWaitsForAPersonAndGoesOnWithTheirYes() {
        line.write(line.rule(line.gate(SMALL + "\n- approval: {role: owner}"), ""));
        String run = line.release(line.next()).orElseThrow();
        line.merge(run);
        line.await(run, "WAITING");
        assertThat(line.production()).isZero();

        assertThat(line.ask(run, "approve", "{'reason': 'looks good'}").status())
                .isEqualTo(202);
        JsonNode done = line.await(run, "RELEASED");
        assertThat(done.path("approvals").get(0).path("reason").asString()).isEqualTo("looks good");
        assertThat(line.production()).isEqualTo(1);
        assertThat(line.ask(run, "approve", "{}").code()).isEqualTo("RUN_STATE_WRONG");
    }

    @Test
    void aNoEndsTheRun() {
        line.write(line.rule(line.gate("- approval: {role: owner}"), ""));
        String run = line.release(line.next()).orElseThrow();
        line.merge(run);
        line.await(run, "WAITING");

        assertThat(line.ask(run, "reject", "{'reason': 'not on a Friday'}")
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("STOPPED");
        assertThat(line.production()).isZero();
    }

    @Test
    void theSecondReleaseWaitsForTheFirst() {
        line.write(line.rule(line.gate(SMALL), ""));
        String first = line.release(line.next()).orElseThrow();
        line.await(first, "MERGING");
        String second = line.release(line.next()).orElseThrow();
        assertThat(line.run(second).path("state").asString()).isEqualTo("QUEUED");

        line.merge(first);
        line.await(first, "RELEASED");
        line.merge(second);
        line.await(second, "RELEASED");
        assertThat(line.production()).isEqualTo(2);
    }

    @Test
    void aNewerReleaseReplacesTheOneUnderWayWhereTheRuleSaysSo() {
        line.write(line.rule(line.gate(SMALL), "concurrency: replace"));
        String first = line.release(line.next()).orElseThrow();
        line.await(first, "MERGING");
        String second = line.release(line.next()).orElseThrow();

        line.await(first, "CANCELLED");
        line.await(second, "MERGING");
        awaitMerge(line.run(first).path("merge").asString(), "CANCELLED");
        line.merge(second);
        line.await(second, "RELEASED");
    }

    @Test
    void aReleaseIsSkippedWhileAnotherIsUnderWayWhereTheRuleSaysSo() {
        line.write(line.rule(line.gate(SMALL), "concurrency: skip"));
        String first = line.release(line.next()).orElseThrow();
        String second = line.release(line.next()).orElseThrow();

        assertThat(line.run(second).path("state").asString()).isEqualTo("SKIPPED");
        line.merge(first);
        line.await(first, "RELEASED");
    }

    @Test
    void limitsSkipWhatIsTooMuch() {
        line.write(line.rule(line.gate(SMALL), "limits: {runsPerDay: 1}"));
        line.release(line.next());
        String second = line.release(line.next()).orElseThrow();

        assertThat(line.run(second).path("steps").get(0).path("note").asString())
                .contains("1 runs");
    }

    @Test
    void whoMovedTheAliasMeanwhileIsNotOverwritten() {
        line.write(line.rule(line.gate(SMALL), ""));
        String first = line.release(line.next()).orElseThrow();
        line.merge(first);
        line.await(first, "RELEASED");
        String second = line.release(line.next()).orElseThrow();
        line.await(second, "MERGING");
        Answer back = client.put(
                "/models/%s/aliases/production".formatted(line.bot()), "{'version': 1}", "If-Match", "\"1\"");
        assertThat(back.status()).isEqualTo(200);

        line.merge(second);
        JsonNode failed = line.await(second, "FAILED");
        assertThat(failed.path("error").path("code").asString()).isEqualTo("ALIAS_MOVED");
        assertThat(line.production()).isEqualTo(1);
        assertThat(line.ask(second, "retry", "{'from': 'start'}").status()).isEqualTo(202);
        line.await(second, "RELEASED");
        assertThat(line.production()).isEqualTo(2);
    }

    @Test
    void aFailedMergeFailsTheRunAndARetryMergesAgain() {
        line.write(line.rule(line.gate(SMALL), ""));
        String run = line.release(line.next()).orElseThrow();
        line.await(run, "MERGING");
        TestWorker.claim(client).fail("OUT_OF_SPACE", false);
        assertThat(line.await(run, "FAILED").path("error").path("message").asString())
                .contains("came to nothing");

        assertThat(line.ask(run, "retry", "{'from': 'judge'}").code()).isEqualTo("RUN_STEP_IMPOSSIBLE");
        line.ask(run, "retry", "{'from': 'merge'}");
        line.merge(run);
        line.await(run, "RELEASED");
    }

    @Test
    void aCancelledRunStopsItsMerge() {
        line.write(line.rule(line.gate(SMALL), ""));
        String run = line.release(line.next()).orElseThrow();
        String merge = line.await(run, "MERGING").path("merge").asString();

        assertThat(line.ask(run, "cancel", "{}").json().path("state").asString())
                .isEqualTo("CANCELLED");
        awaitMerge(merge, "CANCELLED");
        assertThat(line.ask(run, "cancel", "{}").code()).isEqualTo("RUN_STATE_WRONG");
    }

    @Test
    void whatIsPinnedAtTheStartDoesNotMoveWithItsAlias() {
        String base = line.model() + "-base";
        client.put("/models/%s/aliases/stable".formatted(base), "{'version': 1}", "If-None-Match", "*");
        line.write(line.rule(line.gate(SMALL), "").replace("-base@1", "-base@stable"));
        String run = line.release(line.next()).orElseThrow();
        JsonNode merging = line.await(run, "MERGING");

        assertThat(merging.path("recipe").asString()).contains(base + "@1").doesNotContain("stable");
    }

    @Test
    void anAliasThatMovesSetsOffWhatWaitsForIt() {
        client.model(line.model() + "-copy", "base");
        line.write(line.rule(line.gate(SMALL), ""));
        String follower = line.model() + "-follower";
        Answer written = client.put(
                "/release-rules/" + follower,
                "name: %s\nwhen: {alias: {model: %s, alias: production}}\nthen: {gate: %s, alias: stable}"
                        .formatted(follower, line.bot(), line.gate(SMALL)));
        assertThat(written.status()).as(written.json().toString()).isEqualTo(201);
        String run = line.release(line.next()).orElseThrow();
        line.merge(run);
        line.await(run, "RELEASED");

        JsonNode followed = client.get("/release-runs?rule=" + follower)
                .json()
                .path("items")
                .get(0);
        assertThat(followed.path("depth").asInt()).isEqualTo(2);
        line.await(followed.path("id").asString(), "RELEASED");
        assertThat(client.get("/models/%s/aliases/stable".formatted(line.bot()))
                        .json()
                        .path("version")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aDryRunShowsTheExactRecipeAndDoesNothing() {
        line.write(line.rule(line.gate(SMALL), ""));
        String version = line.next();
        JsonNode plan = client.post(
                        "/release-rules/%s/dry-run".formatted(line.model()), "{'version': '%s'}".formatted(version))
                .json();

        assertThat(plan.path("recipe").asString()).contains(version);
        assertThat(plan.path("inputs").size()).isEqualTo(2);
        assertThat(plan.path("target").asString()).isEqualTo(line.bot() + "@production");
        assertThat(plan.path("gate").asString()).isEqualTo(line.model() + "@1");
        assertThat(client.get("/release-runs?rule=" + line.model())
                        .json()
                        .path("items")
                        .size())
                .isZero();
    }

    @Test
    void rulesAreRefusedAtTheLineThatIsWrong() {
        String rule = line.rule(line.gate(SMALL), "");
        assertThat(refused(rule.replace("@1\n  alias", "@9\n  alias"))).isEqualTo("RULE_GATE_UNKNOWN rule:12:9");
        assertThat(refused(rule.replace("${released}", "${relaesed}"))).isEqualTo("RULE_PLACEHOLDER_UNKNOWN rule:9");
        assertThat(refused(rule.replace("weight: 0.5", "wieght: 0.5"))).isEqualTo("RULE_TEMPLATE_INVALID rule:8");
        assertThat(refused(rule.replace("  gate", "  evaluate: {suite: no/such@1}\n  gate")))
                .isEqualTo("RULE_SUITE_UNKNOWN rule:12:21");
        assertThat(refused(rule.replace("into: " + line.bot(), "into: " + line.model())))
                .isEqualTo("RULE_CYCLE rule:1");
        assertThat(client.get("/release-rules/" + line.model()).code()).isEqualTo("RULE_NOT_FOUND");
    }

    @Test
    void aRuleIsWrittenAnewByWhoKnowsItAndADisabledOneDoesNothing() {
        String rule = line.rule(line.gate(SMALL), "");
        assertThat(line.write(rule).header("ETag")).isEqualTo("\"1\"");
        assertThat(line.write(rule).code()).isEqualTo("RULE_CHANGED");
        assertThat(line.write(rule, "If-Match", "\"1\"").header("ETag")).isEqualTo("\"2\"");
        assertThat(client.send(client.request("/release-rules/" + line.model())
                                .header("If-Match", "\"2\"")
                                .DELETE())
                        .status())
                .isEqualTo(204);
        assertThat(line.release(line.next())).isEmpty();
    }

    private String refused(String rule) {
        Answer answer = line.write(rule);
        assertThat(answer.status()).as(answer.json().toString()).isBetween(400, 499);
        return answer.code() + " " + answer.json().path("where").asString();
    }

    private void awaitMerge(String merge, String state) {
        Line.eventually(() -> client.get("/merges/" + merge).json(), state);
    }

    private static List<String> states(JsonNode run) {
        return run.path("steps")
                .valueStream()
                .map(step -> step.path("state").asString())
                .toList();
    }
}
