package io.graft.registry.release;

import io.graft.core.GraftException;
import io.graft.core.forgetting.Rule;
import io.graft.registry.document.Passage;
import io.graft.registry.evaluation.EvaluationOrders;
import io.graft.registry.gate.Gates;
import io.graft.registry.model.ModelName;
import io.graft.registry.release.ReleaseRule.Concurrency;
import io.graft.registry.release.ReleaseRule.Limits;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads rules, and refuses what cannot work with the line at which it stands. */
@Component
class RuleReader {
    private static final List<String> KEYS = List.of("name", "description", "when", "then", "concurrency", "limits");
    private static final List<String> STEPS = List.of("merge", "into", "evaluate", "gate", "alias");
    private static final List<String> SELECTOR = List.of("model", "tags", "base", "alias");
    private static final List<String> ORDER = List.of("suite", "against", "tasks", "limit", "retention");
    private static final Pattern ALIAS = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
    private static final Pattern MODELS = Pattern.compile("[a-z0-9*][\\w.*-]*/[\\w.*-]+");

    private final EvaluationOrders evaluations;
    private final Gates gates;

    RuleReader(EvaluationOrders evaluations, Gates gates) {
        this.evaluations = evaluations;
        this.gates = gates;
    }

    /** @throws GraftException naming the line: what is not YAML, not a rule, or names a suite or a gate that is not there */
    ReleaseRule read(String text) {
        return read(text, this::requireSuite, this::requireGate);
    }

    /** What was read before: suites and gates stay where they are. */
    static ReleaseRule parse(String text) {
        return read(text, _ -> {}, _ -> {});
    }

    private static ReleaseRule read(String text, Consumer<Passage> suite, Consumer<Passage> gates) {
        Passage whole = Passage.read(text, "rule");
        Map<String, Passage> entries = whole.map(KEYS);
        Passage then = whole.required(entries, "then");
        Map<String, Passage> steps = then.map(STEPS);
        Passage gate = then.required(steps, "gate");
        gates.accept(gate);
        return new ReleaseRule(
                value(whole.required(entries, "name"), ModelName::parse),
                trigger(whole.required(entries, "when")),
                Optional.ofNullable(steps.get("merge")).map(Template::of).orElse(null),
                Optional.ofNullable(steps.get("into"))
                        .map(into -> value(into, ModelName::parse))
                        .orElse(null),
                Optional.ofNullable(steps.get("evaluate"))
                        .map(evaluate -> order(evaluate, suite))
                        .orElse(null),
                gate.text(),
                word(then.required(steps, "alias"), ALIAS, "the name of an alias"),
                Optional.ofNullable(entries.get("concurrency"))
                        .map(RuleReader::concurrency)
                        .orElse(Concurrency.QUEUE),
                Optional.ofNullable(entries.get("limits"))
                        .map(RuleReader::limits)
                        .orElse(Limits.DEFAULT));
    }

    private static Trigger trigger(Passage when) {
        Map<String, Passage> entries = when.map(List.of("released", "alias"));
        if (entries.size() != 1) {
            throw when.refusal(
                    ReleaseError.RULE_VALUE_INVALID,
                    "must say either released or alias",
                    "Write released: namespace/name, or alias: {model: namespace/name, alias: stable}.");
        }
        Passage released = entries.get("released");
        if (released != null) {
            return new Trigger.Released(selector(released));
        }
        Passage alias = when.required(entries, "alias");
        return new Trigger.Aliased(
                selector(alias), word(alias.required(alias.map(SELECTOR), "alias"), ALIAS, "the name of an alias"));
    }

    private static Selector selector(Passage passage) {
        if (passage.isText()) {
            return new Selector(word(passage, MODELS, "a model, or a pattern with *"), Map.of(), null);
        }
        Map<String, Passage> entries = passage.map(SELECTOR);
        return new Selector(
                word(passage.required(entries, "model"), MODELS, "a model, or a pattern with *"),
                Optional.ofNullable(entries.get("tags")).map(RuleReader::tags).orElse(Map.of()),
                Optional.ofNullable(entries.get("base"))
                        .map(base -> value(base, ModelName::parse))
                        .orElse(null));
    }

    private static Map<String, String> tags(Passage passage) {
        return passage.anyMap().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().text()));
    }

    private static EvaluationOrders.Order order(Passage passage, Consumer<Passage> required) {
        Map<String, Passage> entries = passage.map(ORDER);
        Passage suite = passage.required(entries, "suite");
        required.accept(suite);
        return value(
                passage,
                _ -> new EvaluationOrders.Order(
                        suite.text(),
                        Optional.ofNullable(entries.get("against"))
                                .map(Passage::texts)
                                .orElse(List.of()),
                        Optional.ofNullable(entries.get("tasks"))
                                .map(Passage::texts)
                                .orElse(null),
                        Optional.ofNullable(entries.get("limit"))
                                .map(Passage::wholeNumber)
                                .orElse(null),
                        Optional.ofNullable(entries.get("retention"))
                                .map(RuleReader::retaining)
                                .orElse(null)));
    }

    private static Rule retaining(Passage share) {
        Rule usual = Rule.DEFAULT;
        try {
            return new Rule(
                    usual.alpha(),
                    usual.looks(),
                    share.number(),
                    usual.smallestMargin(),
                    usual.lossMargin(),
                    usual.macroMargin(),
                    usual.power(),
                    usual.expectedChange(),
                    usual.floors());
        } catch (IllegalArgumentException e) {
            throw share.refusal(
                    ReleaseError.RULE_VALUE_INVALID, "is no share that can be kept", "Give 0 to less than 1.");
        }
    }

    private static Concurrency concurrency(Passage passage) {
        return Stream.of(Concurrency.values())
                .filter(policy -> policy.name().toLowerCase(Locale.ROOT).equals(passage.text()))
                .findFirst()
                .orElseThrow(() -> passage.refusal(
                        ReleaseError.RULE_VALUE_INVALID, "is no policy", "Write queue, replace or skip."));
    }

    private static Limits limits(Passage passage) {
        Map<String, Passage> entries = passage.map(List.of("runsPerDay", "depth"));
        return new Limits(
                positive(entries.get("runsPerDay"), Limits.DEFAULT.runsPerDay()),
                positive(entries.get("depth"), Limits.DEFAULT.depth()));
    }

    private static int positive(@Nullable Passage passage, int otherwise) {
        if (passage == null) {
            return otherwise;
        }
        int number = passage.wholeNumber();
        if (number < 1) {
            throw passage.refusal(ReleaseError.RULE_VALUE_INVALID, "must be at least 1", "Give a larger number.");
        }
        return number;
    }

    private static String word(Passage passage, Pattern form, String what) {
        String text = passage.text();
        if (!form.matcher(text).matches()) {
            throw passage.refusal(
                    ReleaseError.RULE_VALUE_INVALID,
                    "is \"%s\", which is not %s".formatted(text, what),
                    "Letters, digits and _ . - are possible.");
        }
        return text;
    }

    /** What others refuse is refused here, at its line. */
    private static <T> T value(Passage passage, Function<String, T> reading) {
        try {
            return reading.apply(passage.isText() ? passage.text() : "");
        } catch (GraftException e) {
            throw e.where().startsWith("rule:")
                    ? e
                    : passage.refusal(ReleaseError.RULE_VALUE_INVALID, "is refused: " + e.getMessage(), e.remedy());
        }
    }

    private void requireSuite(Passage suite) {
        requireThere(suite, ReleaseError.RULE_SUITE_UNKNOWN, evaluations::suite);
    }

    private void requireGate(Passage gate) {
        requireThere(gate, ReleaseError.RULE_GATE_UNKNOWN, gates::find);
    }

    private static void requireThere(Passage reference, ReleaseError code, Consumer<String> find) {
        try {
            find.accept(reference.text());
        } catch (GraftException e) {
            throw reference.refusal(code, "names what is not there: " + e.getMessage(), e.remedy());
        }
    }
}
