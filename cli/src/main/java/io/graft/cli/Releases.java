package io.graft.cli;

import io.graft.core.GraftException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the registry has to do with gates, release rules, runs and bundles, as far as the command line uses it. */
final class Releases {
    private static final long LOOK_MILLIS = 200;

    private final RegistryConnection connection;

    Releases(URI address) {
        this.connection = new RegistryConnection(address);
    }

    record Gate(int number) {}

    record Rule(String name, int number, boolean enabled, String document) {}

    private record RulePage(List<Rule> items, @Nullable String next) {}

    private record Checked(String name) {}

    record NewRelease(String version, @Nullable String note) {}

    record Release(String version, List<Run> runs) {}

    record Step(int number, String state, String note, Instant at) {}

    record Approval(String role, boolean approved, String reason, String actor) {}

    record Run(
            UUID id,
            String rule,
            String state,
            String released,
            String target,
            @Nullable String version,
            @Nullable UUID verdict,
            @Nullable JsonNode error,
            List<Step> steps,
            List<Approval> approvals) {
        boolean ended() {
            return List.of("RELEASED", "STOPPED", "FAILED", "CANCELLED", "SKIPPED")
                    .contains(state);
        }

        /** Whether only a person can make it go on. */
        boolean rests() {
            return ended() || state.equals("WAITING");
        }

        boolean succeeded() {
            return state.equals("RELEASED");
        }
    }

    private record RunPage(List<Run> items) {}

    private record Opinion(String reason) {}

    private record Retry(String from) {}

    record Judged(String outcome, String sentence) {}

    record Verdict(UUID id, String gate, String digest, String outcome, List<Judged> conditions) {}

    record Standing(int version, int step) {}

    record Advice(boolean serveUnmerged, List<String> reasons) {}

    record Member(String task, String adapter) {}

    record NewBundle(String name, String base, List<Member> adapters) {}

    record Bundle(int number) {}

    record Question(String gate) {}

    record BundleTarget(int number, UUID verdict) {}

    /** Keeps a gate, and returns its reference. */
    String gate(ModelName name, String document) throws InterruptedException {
        return name + "@" + connection.postYaml("/gates", document, Gate.class).number();
    }

    /** Writes a rule, unless it says so already. */
    void rule(ModelName name, String document) throws InterruptedException {
        Optional<Rule> there = rule(name);
        if (there.isEmpty() || !there.get().document().equals(document)) {
            write(name, document, there);
        }
    }

    /** A rule as it was written last, if it ever was. */
    Optional<Rule> rule(ModelName name) throws InterruptedException {
        return find("/release-rules/" + name, Rule.class);
    }

    Rule requiredRule(ModelName name) throws InterruptedException {
        return connection.get("/release-rules/" + name, Rule.class);
    }

    List<Rule> rules() throws InterruptedException {
        List<Rule> rules = new ArrayList<>();
        RulePage page = connection.get("/release-rules?limit=200", RulePage.class);
        rules.addAll(page.items());
        while (page.next() != null) {
            page = connection.get("/release-rules?limit=200&cursor=" + page.next(), RulePage.class);
            rules.addAll(page.items());
        }
        return rules;
    }

    /** Refuses, naming the line, what could not be written. */
    void check(String document) throws InterruptedException {
        connection.postYaml("/release-rules/check", document, Checked.class);
    }

    /** @param there what is to be replaced */
    void write(ModelName name, String document, Optional<Rule> there) throws InterruptedException {
        String known = there.map(rule -> "\"%d\"".formatted(rule.number())).orElse(null);
        connection.putYaml("/release-rules/" + name, document, known, Rule.class);
    }

    Release release(String version, @Nullable String note) throws InterruptedException {
        return connection.post("/releases", new NewRelease(version, note), Release.class);
    }

    /** The newest runs, the newest first. */
    List<Run> runs(@Nullable String state) throws InterruptedException {
        String query = state == null ? "" : "&state=" + state.toUpperCase(Locale.ROOT);
        return connection.get("/release-runs?limit=50" + query, RunPage.class).items();
    }

    /** @param decision {@code approve}, {@code reject} or {@code cancel} */
    Run decide(UUID run, String decision, String reason) throws InterruptedException {
        return connection.post("/release-runs/%s/%s".formatted(run, decision), new Opinion(reason), Run.class);
    }

    Run retry(UUID run, String step) throws InterruptedException {
        return connection.post(
                "/release-runs/%s/retry".formatted(run), new Retry(step.toUpperCase(Locale.ROOT)), Run.class);
    }

    /** Waits until nothing more happens to a run by itself. */
    Run await(UUID id) throws InterruptedException {
        Run run = run(id);
        while (!run.rests()) {
            Thread.sleep(LOOK_MILLIS);
            run = run(id);
        }
        return run;
    }

    Verdict verdict(UUID id) throws InterruptedException {
        return connection.get("/verdicts/" + id, Verdict.class);
    }

    Advice advice(UUID run) throws InterruptedException {
        return connection.get("/release-runs/%s/advice".formatted(run), Advice.class);
    }

    /** Where an alias stands, if anywhere. */
    Optional<Standing> alias(ModelName model, String alias) throws InterruptedException {
        return find("/models/%s/aliases/%s".formatted(model, alias), Standing.class);
    }

    Bundle bundle(NewBundle bundle) throws InterruptedException {
        return connection.post("/bundles", bundle, Bundle.class);
    }

    /** Judges a bundle, and moves its alias there if it passes. */
    Verdict releaseBundle(ModelName name, int number, String gate, String alias) throws InterruptedException {
        String bundle = "/bundles/" + name;
        Verdict verdict = connection.post("%s/%d/judge".formatted(bundle, number), new Question(gate), Verdict.class);
        if (verdict.outcome().equals("PASS")) {
            String path = "%s/aliases/%s".formatted(bundle, alias);
            String known = find(path, JsonNode.class)
                    .map(standing -> "\"%d\"".formatted(standing.path("step").asInt()))
                    .orElse(null);
            connection.put(path, new BundleTarget(number, verdict.id()), known, JsonNode.class);
        }
        return verdict;
    }

    JsonNode serving(ModelName bundle, String alias, String engine) throws InterruptedException {
        return connection.get("/bundles/%s/%s/serving?engine=%s".formatted(bundle, alias, engine), JsonNode.class);
    }

    Run run(UUID id) throws InterruptedException {
        return connection.get("/release-runs/" + id, Run.class);
    }

    private <T> Optional<T> find(String path, Class<T> answer) throws InterruptedException {
        try {
            return Optional.of(connection.get(path, answer));
        } catch (GraftException e) {
            if (e.code().name().endsWith("_NOT_FOUND")) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
