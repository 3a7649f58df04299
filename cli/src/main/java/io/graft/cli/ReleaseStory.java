package io.graft.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What follows when adapters are released, with nobody at the keyboard: one passes, one is stopped and served unmerged. */
final class ReleaseStory {
    private static final ModelName PRODUCTION = Narrator.named("production");
    private static final ModelName SERVABLE = Narrator.named("servable");
    private static final ModelName RULE = Narrator.named("reviews-follow-releases");
    private static final ModelName REVIEWS = Narrator.named("reviews");
    private static final ModelName BUNDLE = Narrator.named("skills");
    private static final String ALIAS = "production";

    private final PrintWriter out;
    private final Narrator narrator;
    private final Releases releases;
    private final RunTimeline timeline;

    ReleaseStory(PrintWriter out, Narrator narrator, Releases releases) {
        this.out = out;
        this.narrator = narrator;
        this.releases = releases;
        this.timeline = new RunTimeline(out, releases);
    }

    /**
     * Releases two adapters and tells what follows.
     *
     * @param adapters by name
     * @param suite that asks for what may have been forgotten
     */
    void tell(Registry.Version base, Map<String, Registry.Version> adapters, String suite) throws InterruptedException {
        Registry.Version sentiment = named("sentiment", adapters);
        Registry.Version support = named("support", adapters);
        narrator.say(
                "From here on nobody is at the keyboard. A gate says what production needs, and a rule what follows a release:");
        String gate = releases.gate(PRODUCTION, gate(suite));
        String rule = rule(base, sentiment, suite, gate);
        out.print(rule.indent(4));
        releases.rule(RULE, rule);
        narrator.say("The second training of sentiment is released:");
        release(named("sentiment-2", adapters));
        narrator.say("The support adapter is released, into the same merge:");
        Releases.Run stopped = release(support);
        if (!stopped.succeeded()) {
            serveUnmerged(stopped, base, sentiment, support);
        }
    }

    private Releases.Run release(Registry.Version adapter) throws InterruptedException {
        Releases.Run run = timeline.tell(
                releases.release(adapter.reference(), null).runs().getFirst().id());
        out.println("  %s of %s stands at %s"
                .formatted(
                        ALIAS,
                        REVIEWS,
                        releases.alias(REVIEWS, ALIAS)
                                .map(standing -> "version " + standing.version())
                                .orElse("nothing")));
        return run;
    }

    private void serveUnmerged(
            Releases.Run stopped, Registry.Version base, Registry.Version sentiment, Registry.Version support)
            throws InterruptedException {
        Releases.Advice advice = releases.advice(stopped.id());
        narrator.say(
                advice.serveUnmerged()
                        ? "The advice is to serve the two side by side, as a bundle, because"
                        : "There is no advice to serve them unmerged, because");
        advice.reasons().forEach(reason -> out.println("  " + reason));
        if (!advice.serveUnmerged()) {
            return;
        }
        int bundle = releases.bundle(new Releases.NewBundle(
                        BUNDLE.toString(),
                        base.reference(),
                        List.of(
                                new Releases.Member("sentiment", sentiment.reference()),
                                new Releases.Member("support", support.reference()))))
                .number();
        Releases.Verdict verdict = releases.releaseBundle(BUNDLE, bundle, releases.gate(SERVABLE, servable()), ALIAS);
        narrator.say("The bundle %s@%d is judged: %s, and its alias %s moved. To serve it:"
                .formatted(BUNDLE, bundle, verdict.outcome(), ALIAS));
        out.println("  " + shell(releases.serving(BUNDLE, ALIAS, "vllm").path("command")));
        out.println();
    }

    private static String shell(JsonNode command) {
        return command.valueStream().map(JsonNode::asString).collect(Collectors.joining(" "));
    }

    private static String gate(String suite) {
        return """
                name: %s
                description: proved, small, and nothing forgotten
                conditions:
                  - verification: {}
                  - size: {atMost: 10 MB}
                  - forgetting: {suite: %s, tasks: [general, sentiment]}
                """.formatted(PRODUCTION, suite);
    }

    /** What each adapter has to be that is served by itself. */
    private static String servable() {
        return """
                name: %s
                conditions:
                  - findings: {none: error}
                  - size: {atMost: 10 MB}
                """.formatted(SERVABLE);
    }

    private static String rule(Registry.Version base, Registry.Version sentiment, String suite, String gate) {
        return """
                name: %s
                when:
                  released: {model: samples/s*, base: %s}
                then:
                  merge: |
                    merge_method: task_arithmetic
                    base_model: %s
                    models:
                      - model: %s+%s
                        parameters: {weight: 0.5}
                      - model: %s+${released}
                        parameters: {weight: 0.5}
                    dtype: bfloat16
                  into: %s
                  evaluate: {suite: %s, tasks: [general, sentiment, support], limit: 500}
                  gate: %s
                  alias: %s
                """.formatted(
                        RULE,
                        base.model(),
                        base.reference(),
                        base.reference(),
                        sentiment.reference(),
                        base.reference(),
                        REVIEWS,
                        suite,
                        gate,
                        ALIAS);
    }

    private static Registry.Version named(String name, Map<String, Registry.Version> adapters) {
        return Objects.requireNonNull(adapters.get(name));
    }
}
