package io.graft.registry.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.EmptyQueue;
import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import io.graft.registry.Weights;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@RegistryTest
class FindingsStoryTest {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String GOOD = "'method':'lora','learningRate':2e-4,'epochs':2,'generalShare':0.1";
    private static final String LAW = GOOD + ",'datasets':['law']";
    private static final String CODE = GOOD + ",'datasets':['code']";

    private final Uploader client;
    private final JdbcClient jdbc;
    private final String namespace = "found" + COUNT.incrementAndGet();
    private final String base = namespace + "/base";

    @Autowired
    FindingsStoryTest(@LocalServerPort int port, JdbcClient jdbc) {
        this.client = new Uploader(port);
        this.jdbc = jdbc;
    }

    @BeforeEach
    void aBase() {
        EmptyQueue.of(jdbc);
        client.model(base, "base");
        client.publish(base, Weights.model(COUNT.get()), null);
    }

    @Test
    void adaptersOfDifferentTasksAreWarnedOfAndThoseOfOneAreNot() {
        adapter("law", base, LAW);
        adapter("code", base, CODE);
        adapter("more-law", base, LAW);

        assertThat(codes(both("law", "code"))).contains("UNLIKE_TASKS");
        assertThat(codes(both("law", "more-law"))).doesNotContain("UNLIKE_TASKS");
    }

    @Test
    void aTrainingOnTheResultOfAnotherIsWarnedOf() {
        String tuned = namespace + "/tuned";
        client.model(tuned, "base");
        client.publish(tuned, Weights.model(1000 + COUNT.get()), base + "@1");
        adapter("late", tuned, GOOD);
        adapter("early", base, GOOD);

        assertThat(findings("models: [{model: %s@1+%s/late@1}]".formatted(tuned, namespace))
                        .toString())
                .contains("CHAIN_OF_TUNINGS", "the last of 2 trainings");
        assertThat(codes("models: [{model: %s@1+%s/early@1}]".formatted(base, namespace)))
                .doesNotContain("CHAIN_OF_TUNINGS");
    }

    @Test
    void aBaseThatWasNeverEvaluatedIsMentioned() {
        assertThat(codes("models: [{model: %s@1}]".formatted(base))).contains("BASE_NOT_EVALUATED");
    }

    @Test
    void aBaseThatWasEvaluatedIsNot() {
        evaluated(base);

        assertThat(codes("models: [{model: %s@1}]".formatted(base))).doesNotContain("BASE_NOT_EVALUATED");
    }

    @Test
    void whatTheFactsSayOfATrainingIsKeptWithTheVersion() {
        adapter("hasty", base, GOOD + ",'epochs':40");
        adapter("calm", base, GOOD);

        assertThat(version("hasty").path("findings").toString()).contains("EPOCHS_MANY", "40 times");
        assertThat(version("calm").path("findings").isEmpty()).isTrue();
    }

    @Test
    void aNamespaceMayIgnoreRaiseAndLiftWhatACodeMeans() {
        adapter("law", base, LAW);
        adapter("code", base, CODE);
        String recipe = both("law", "code");

        assertThat(policy("UNLIKE_TASKS", "ignore", "we serve both anyway").status())
                .isEqualTo(200);
        assertThat(codes(recipe)).doesNotContain("UNLIKE_TASKS");

        policy("UNLIKE_TASKS", "error", "it went wrong once");
        Answer refused = ask(recipe);
        assertThat(refused.code()).isEqualTo("MERGE_REFUSED");
        assertThat(refused.json().path("findings").toString()).contains("UNLIKE_TASKS", "error");
        assertThat(client.get("/namespaces/%s/finding-policies".formatted(namespace))
                        .json()
                        .get(0)
                        .path("reason")
                        .asString())
                .isEqualTo("it went wrong once");

        assertThat(lift("UNLIKE_TASKS").status()).isEqualTo(204);
        assertThat(ask(recipe).status()).isEqualTo(202);
        assertThat(actions()).containsExactly("finding_policy.lift", "finding_policy.set", "finding_policy.set");
    }

    @Test
    void aPolicyIsAboutACodeThatExistsWithASeverityAndAReason() {
        assertThat(policy("UNLIKE_TASK", "ignore", "typo").json().toString())
                .contains("FINDING_POLICY_INVALID", "is no finding");
        assertThat(policy("UNLIKE_TASKS", "off", "typo").json().toString())
                .contains("FINDING_POLICY_INVALID", "error, warning, info or ignore");
        assertThat(policy("UNLIKE_TASKS", "ignore", " ").code()).isEqualTo("FINDING_POLICY_INVALID");
        assertThat(policy("ADAPTER_NOT_FINITE", "ignore", "hope").code()).isEqualTo("FINDING_POLICY_INVALID");
        assertThat(client.get("/namespaces/%s/finding-policies".formatted(namespace))
                        .json()
                        .isEmpty())
                .isTrue();
    }

    private void adapter(String name, String on, String facts) {
        String model = namespace + "/" + name;
        client.model(model, "adapter");
        Map<String, byte[]> files = Weights.adapter(COUNT.get() + name.hashCode(), 8);
        Answer announced = client.post(
                "/models/%s/versions".formatted(model),
                Uploader.announcement(files, on + "@1")
                        .replace("\"base\"", "\"trainingFacts\":{%s},\"base\"".formatted(facts)));
        assertThat(announced.status()).as(announced.json().toString()).isEqualTo(201);
        client.upload(announced, files);
        client.complete(model, 1);
    }

    private void evaluated(String model) {
        UUID version = jdbc.sql("""
                        select v.id from version v join model m on m.id = v.model_id
                         where m.namespace || '/' || m.name = :model
                        """).param("model", model).query(UUID.class).single();
        jdbc.sql("""
                with asked as (
                    insert into suite (namespace, name, number, digest, description, tasks, created_at)
                    values (:namespace, 'old-tasks', 1, 'sha256:0', '', '[]', now()) returning id
                ), done as (
                    insert into evaluation (id, key, state, suite_id, settings, created_at, finished_at, row_version)
                    select uuidv7(), 'key', 'SUCCEEDED', id, '{}', now(), now(), 0 from asked returning id
                )
                insert into evaluation_arm (evaluation_id, position, role, version_id, adapters, key, reused)
                select id, 0, 'base', :version, '{}', 'key', false from done
                """).param("namespace", namespace).param("version", version).update();
    }

    private JsonNode version(String name) {
        return client.get("/models/%s/%s/versions/1".formatted(namespace, name)).json();
    }

    private String both(String one, String other) {
        return "models: [{model: %s@1+%s/%s@1}, {model: %s@1+%s/%s@1}], parameters: {weight: 0.5}"
                .formatted(base, namespace, one, base, namespace, other);
    }

    private List<String> codes(String recipe) {
        return findings(recipe)
                .valueStream()
                .map(finding -> finding.path("code").asString())
                .toList();
    }

    private JsonNode findings(String recipe) {
        Answer answer =
                client.post("/merges/preflight", "{'recipeText': '{merge_method: linear, %s}'}".formatted(recipe));
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        return answer.json().path("findings");
    }

    private Answer ask(String recipe) {
        return client.post(
                "/merges",
                "{'recipeText': '{merge_method: linear, %s}', 'output': '%s/mix'}".formatted(recipe, namespace));
    }

    private Answer policy(String code, String severity, String reason) {
        return client.put(
                "/namespaces/%s/finding-policies/%s".formatted(namespace, code),
                "{'severity': '%s', 'reason': '%s'}".formatted(severity, reason));
    }

    private Answer lift(String code) {
        return client.send(client.request("/namespaces/%s/finding-policies/%s".formatted(namespace, code))
                .DELETE());
    }

    private List<String> actions() {
        return jdbc.sql("select action from audit where subject = :subject order by at desc, action")
                .param("subject", "finding_policy %s/UNLIKE_TASKS".formatted(namespace))
                .query((row, _) -> row.getString("action"))
                .list();
    }
}
