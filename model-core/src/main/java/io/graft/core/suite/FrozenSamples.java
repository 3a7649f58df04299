package io.graft.core.suite;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.template.Json;
import io.graft.core.template.Literal;
import io.graft.core.template.Python;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads the samples that lm-evaluation-harness logged back into requests. */
final class FrozenSamples {
    private final FrozenConfig config;
    private final List<Row> samples;
    private final OutputType type;
    private final String delimiter;

    FrozenSamples(FrozenConfig config, List<Row> samples) {
        this.config = config;
        this.samples = samples;
        this.type = type();
        this.delimiter = config.text("target_delimiter", spaced() ? " " : "");
    }

    private OutputType type() {
        String written = config.text("output_type", "");
        for (OutputType known : OutputType.values()) {
            if (known.written().equals(written)) {
                return known;
            }
        }
        List<List<Object>> arguments = arguments(samples.getFirst());
        Object second = arguments.getFirst().size() > 1 ? arguments.getFirst().get(1) : "";
        return arguments.size() > 1
                ? OutputType.MULTIPLE_CHOICE
                : second instanceof Map
                        ? OutputType.GENERATE_UNTIL
                        : second.equals("") ? OutputType.LOGLIKELIHOOD_ROLLING : OutputType.LOGLIKELIHOOD;
    }

    /** Whether all continuations begin with a space, as they do with the usual delimiter. */
    private boolean spaced() {
        return samples.stream()
                .flatMap(sample -> arguments(sample).stream())
                .allMatch(each -> each.size() > 1 && each.get(1) instanceof String text && text.startsWith(" "));
    }

    TaskSpec spec() {
        return new TaskSpec(
                config.task(),
                config.text("task_alias", config.task()),
                type,
                config.whole("num_fewshot", 0),
                metrics(),
                filters(),
                Math.max(1, config.whole("repeats", 1)),
                config.version(),
                List.of(),
                config.keys());
    }

    private List<MetricSpec> metrics() {
        List<MetricSpec> metrics = new ArrayList<>();
        for (Map<String, Object> entry : config.entries("metric_list")) {
            if (entry.get("metric") instanceof String name && Metrics.of(type).contains(name)) {
                metrics.add(new MetricSpec(
                        name,
                        Optional.ofNullable(entry.get("aggregation") instanceof String text ? text : null),
                        Optional.ofNullable(entry.get("higher_is_better") instanceof Boolean flag ? flag : null),
                        without(entry, Set.of("metric", "aggregation", "higher_is_better", "hf_evaluate"))));
            }
        }
        return metrics.isEmpty()
                ? Metrics.byDefault(type).stream().map(MetricSpec::byDefault).toList()
                : metrics;
    }

    private List<FilterSpec> filters() {
        List<FilterSpec> filters = new ArrayList<>();
        for (Map<String, Object> entry : config.entries("filter_list")) {
            List<FilterSpec.Step> steps = new ArrayList<>();
            for (Map<String, Object> step : new FrozenConfig("", entry).entries("filter")) {
                steps.add(new FilterSpec.Step(
                        Python.str(step.getOrDefault("function", "")), without(step, Set.of("function"))));
            }
            filters.add(new FilterSpec(Python.str(entry.getOrDefault("name", "none")), steps));
        }
        return filters.isEmpty() ? List.of(FilterSpec.none()) : filters;
    }

    private static Map<String, Object> without(Map<String, Object> entry, Set<String> keys) {
        Map<String, Object> rest = new LinkedHashMap<>(entry);
        rest.keySet().removeAll(keys);
        return rest;
    }

    /** One for each document: with several filters, a document is logged several times. */
    List<Item> items() {
        Set<Object> seen = new HashSet<>();
        List<Item> items = new ArrayList<>();
        for (Row sample : samples) {
            if (seen.add(column(sample, "doc_id"))) {
                items.add(item(sample));
            }
        }
        return items;
    }

    private Item item(Row sample) {
        if (!(column(sample, "doc_id") instanceof Long index) || !(column(sample, "doc") instanceof Map<?, ?> doc)) {
            throw malformed(sample, "its doc_id is no number, or its doc no object");
        }
        Map<String, Object> document = new LinkedHashMap<>();
        doc.forEach((key, value) -> document.put(String.valueOf(key), Objects.requireNonNull(value)));
        List<Request> requests =
                arguments(sample).stream().map(each -> request(each, sample)).toList();
        List<String> choices = type == OutputType.MULTIPLE_CHOICE ? choices(requests, sample) : List.of();
        String target = Python.str(column(sample, "target"));
        return new Item(
                Math.toIntExact(index),
                document,
                target(target, choices, sample),
                target,
                choices,
                requests,
                hashes(document, sample, target));
    }

    private Item.Hashes hashes(Map<String, Object> document, Row sample, String target) {
        String prompt = Python.str(arguments(sample).getFirst().getFirst());
        return new Item.Hashes(
                hash(sample, "doc_hash", Json.of(document, 2)),
                hash(sample, "prompt_hash", prompt),
                hash(sample, "target_hash", target));
    }

    private static String hash(Row sample, String column, String text) {
        return sample.columns().get(column) instanceof String recorded
                ? recorded
                : Digest.of(text).hex();
    }

    private Request request(List<Object> arguments, Row sample) {
        if (!(arguments.getFirst() instanceof String context)) {
            throw malformed(sample, "a request has no text");
        }
        Object second = arguments.size() > 1 ? arguments.get(1) : "";
        return switch (type) {
            case LOGLIKELIHOOD_ROLLING -> new Request.RollingLikelihood(context);
            case GENERATE_UNTIL -> generation(context, second, sample);
            default -> {
                if (second instanceof String continuation && arguments.size() > 1) {
                    yield new Request.Likelihood(context, continuation);
                }
                throw malformed(sample, "a request has no continuation");
            }
        };
    }

    private Request generation(String context, Object options, Row sample) {
        SuiteNode node = SuiteDocument.read(
                sample.where(), Json.of(options, 0).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        int document = column(sample, "doc_id") instanceof Long index ? Math.toIntExact(index) : 0;
        return Generating.of(Optional.of(node), "\n\n").request(context, document);
    }

    private List<String> choices(List<Request> requests, Row sample) {
        List<String> choices = new ArrayList<>();
        String context = "";
        for (Request request : requests) {
            if (request instanceof Request.Likelihood(String before, String continuation)) {
                if (choices.isEmpty()) {
                    context = before;
                }
                if (before.equals(context)) {
                    choices.add(undelimited(continuation));
                } else if (!before.isEmpty()) {
                    throw malformed(sample, "its choices are contexts, and which one is right was not logged");
                }
            }
        }
        return choices;
    }

    private String undelimited(String continuation) {
        return continuation.startsWith(delimiter) ? continuation.substring(delimiter.length()) : continuation;
    }

    private Target target(String written, List<String> choices, Row sample) {
        Object value = written.startsWith("[") ? Literal.value(written).orElse(written) : written;
        List<?> all = value instanceof List<?> list && !list.isEmpty() ? list : List.of(value);
        if (type != OutputType.MULTIPLE_CHOICE) {
            return new Target.Texts(all.stream().map(Python::str).toList(), value instanceof List);
        }
        return new Target.Choices(all.stream()
                .map(each -> place(Python.str(each), choices, sample))
                .toList());
    }

    private static int place(String gold, List<String> choices, Row sample) {
        int place = choices.indexOf(gold);
        int number = gold.matches("\\d{1,6}") ? Integer.parseInt(gold) : place;
        if (number < 0 || number >= choices.size()) {
            throw SuiteError.SUITE_GOLD_OUT_OF_RANGE.at(
                    sample.where(),
                    "The target %.60s, at %s, is none of the %d choices"
                            .formatted(gold, sample.where(), choices.size()),
                    "Take the sample out, or export it again.");
        }
        return number;
    }

    /** The arguments of each request, in order; at least one of at least one. */
    private static List<List<Object>> arguments(Row sample) {
        List<List<Object>> arguments = new ArrayList<>();
        if (column(sample, "arguments") instanceof Map<?, ?> requests) {
            requests.values().forEach(each -> arguments.add(values(each)));
        } else if (column(sample, "arguments") instanceof List<?> requests) {
            requests.forEach(each -> arguments.add(values(each)));
        }
        if (arguments.isEmpty() || arguments.stream().anyMatch(List::isEmpty)) {
            throw malformed(sample, "it has no arguments");
        }
        return arguments;
    }

    private static List<Object> values(@org.jspecify.annotations.Nullable Object request) {
        return switch (request) {
            case Map<?, ?> map -> new ArrayList<>(map.values());
            case List<?> list -> new ArrayList<>(list);
            case null, default -> List.of();
        };
    }

    private static Object column(Row sample, String name) {
        return Optional.ofNullable(sample.columns().get(name))
                .orElseThrow(() -> SuiteError.SUITE_COLUMN_MISSING.at(
                        sample.where(),
                        "The sample at %s has no \"%s\"".formatted(sample.where(), name),
                        "Export it with lm_eval --log_samples."));
    }

    private static GraftException malformed(Row sample, String what) {
        return SuiteError.SUITE_DATA_MALFORMED.at(
                sample.where(),
                "The sample at %s cannot be asked again: %s".formatted(sample.where(), what),
                "Export it with lm_eval --log_samples, or write the task as a template.");
    }
}
