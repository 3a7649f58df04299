package io.graft.cli;

import io.graft.core.GraftException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
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

    record Rule(int number, String document) {}

    record NewRelease(String version, @Nullable String note) {}

    record Release(String version, List<Run> runs) {}

    record Step(int number, String state, String note, Instant at) {}

    record Run(
            UUID id,
            String rule,
            String state,
            String target,
            @Nullable String version,
            @Nullable UUID verdict,
            @Nullable JsonNode error,
            List<Step> steps) {
        boolean ended() {
            return List.of("RELEASED", "STOPPED", "FAILED", "CANCELLED", "SKIPPED")
                    .contains(state);
        }

        /** Whether only a person can make it go on. */
        boolean rests() {
            return ended() || state.equals("WAITING");
        }

        boolean released() {
            return state.equals("RELEASED");
        }
    }

    record Judged(String outcome, String sentence) {}

    record Verdict(UUID id, String outcome, List<Judged> conditions) {}

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
        String path = "/release-rules/" + name;
        Optional<Rule> there = find(path, Rule.class);
        if (there.isEmpty() || !there.get().document().equals(document)) {
            String known = there.map(rule -> "\"%d\"".formatted(rule.number())).orElse(null);
            connection.putYaml(path, document, known, Rule.class);
        }
    }

    Release release(String version, @Nullable String note) throws InterruptedException {
        return connection.post("/releases", new NewRelease(version, note), Release.class);
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

    private Run run(UUID id) throws InterruptedException {
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
