package io.graft.core.suite;

import io.graft.core.recipe.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code metric_list} and {@code filter_list}. */
final class Measuring {
    private static final Set<String> METRIC_KEYS = Set.of("metric", "aggregation", "higher_is_better", "hf_evaluate");
    private static final List<String> AGGREGATIONS = List.of(
            "mean",
            "nanmean",
            "median",
            "perplexity",
            "weighted_perplexity",
            "bits_per_byte",
            "brier_score",
            "matthews_corrcoef",
            "f1",
            "bleu",
            "chrf",
            "chrf++",
            "ter",
            "distinct_1",
            "distinct_2",
            "distinct_3",
            "distinct_4",
            "bypass");
    private static final List<String> FILTERS = List.of(
            "regex",
            "multi_choice_regex",
            "remove_whitespace",
            "lowercase",
            "uppercase",
            "map",
            "take_first",
            "take_first_k",
            "majority_vote");

    private Measuring() {}

    static List<MetricSpec> metrics(Optional<SuiteNode> list, OutputType type) {
        if (list.isEmpty()) {
            return Metrics.byDefault(type).stream().map(MetricSpec::byDefault).toList();
        }
        List<SuiteNode> entries = list.get().list();
        if (entries.isEmpty()) {
            throw list.get().wrongType("a list with something in it");
        }
        return entries.stream().map(entry -> metric(entry, type)).toList();
    }

    private static MetricSpec metric(SuiteNode entry, OutputType type) {
        Map<String, SuiteNode> keys = entry.map();
        SuiteNode name = required(entry, keys, "metric");
        requireKnown(
                name, Metrics.of(type), SuiteError.SUITE_UNKNOWN_METRIC, "a metric of %s".formatted(type.written()));
        Optional<SuiteNode> aggregation = Optional.ofNullable(keys.get("aggregation"));
        aggregation.ifPresent(
                node -> requireKnown(node, AGGREGATIONS, SuiteError.SUITE_UNKNOWN_METRIC, "a way to aggregate"));
        return new MetricSpec(
                name.text(),
                aggregation.map(SuiteNode::text),
                Optional.ofNullable(keys.get("higher_is_better")).map(SuiteNode::flag),
                options(keys, METRIC_KEYS));
    }

    static List<FilterSpec> filters(Optional<SuiteNode> list) {
        if (list.isEmpty()) {
            return List.of(FilterSpec.none());
        }
        List<FilterSpec> filters = new ArrayList<>();
        for (SuiteNode entry : list.get().list()) {
            Map<String, SuiteNode> keys = entry.map();
            filters.add(new FilterSpec(
                    required(entry, keys, "name").text(),
                    required(entry, keys, "filter").list().stream()
                            .map(Measuring::step)
                            .toList()));
        }
        if (filters.isEmpty()) {
            throw list.get().wrongType("a list with something in it");
        }
        return filters;
    }

    private static FilterSpec.Step step(SuiteNode entry) {
        Map<String, SuiteNode> keys = entry.map();
        SuiteNode function = required(entry, keys, "function");
        requireKnown(function, FILTERS, SuiteError.SUITE_UNSUPPORTED, "a filter");
        return new FilterSpec.Step(function.text(), options(keys, Set.of("function")));
    }

    private static Map<String, Object> options(Map<String, SuiteNode> keys, Set<String> others) {
        Map<String, Object> options = new LinkedHashMap<>();
        keys.forEach((key, node) -> {
            if (!others.contains(key)) {
                options.put(key, node.value());
            }
        });
        return options;
    }

    private static SuiteNode required(SuiteNode entry, Map<String, SuiteNode> keys, String key) {
        SuiteNode node = keys.get(key);
        if (node == null || node.isNull()) {
            throw entry.refusal(
                    SuiteError.SUITE_MISSING_KEY, "has no \"%s\"".formatted(key), "Add \"%s\".".formatted(key));
        }
        return node;
    }

    private static void requireKnown(SuiteNode named, List<String> known, SuiteError code, String kind) {
        String name = named.text();
        if (!known.contains(name)) {
            throw named.refusal(
                    code,
                    "is %s, which is not %s".formatted(name, kind),
                    Suggestion.nearest(name, known)
                            .map("Did you mean %s?"::formatted)
                            .orElse("There are %s.".formatted(String.join(", ", known))));
        }
    }
}
