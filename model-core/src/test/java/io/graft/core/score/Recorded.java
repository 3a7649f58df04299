package io.graft.core.score;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.graft.core.suite.FilterSpec;
import io.graft.core.suite.Group;
import io.graft.core.suite.Item;
import io.graft.core.suite.MetricSpec;
import io.graft.core.suite.Metrics;
import io.graft.core.suite.OutputType;
import io.graft.core.suite.Reply;
import io.graft.core.suite.Request;
import io.graft.core.suite.Sampling;
import io.graft.core.suite.Target;
import io.graft.core.suite.TaskSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What lm-evaluation-harness 0.4.13 made of hashed answers: see make.py among the resources. */
final class Recorded {
    static final List<String> TASKS = List.of("choices", "several", "last_word", "pages", "sums", "answers");

    private static final Map<String, TaskScores> SCORES = new ConcurrentHashMap<>();

    private Recorded() {}

    static JsonNode json(String name) {
        return ResultJson.MAPPER.readTree(bytes(name));
    }

    static Stream<JsonNode> cases(String name) {
        return json(name).valueStream();
    }

    static byte[] bytes(String name) {
        try (InputStream stream = Recorded.class.getResourceAsStream("/score/" + name)) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static List<JsonNode> samples(String task) {
        return new String(bytes("lm-eval/samples_%s.jsonl".formatted(task)), UTF_8)
                .lines()
                .map(ResultJson.MAPPER::readTree)
                .toList();
    }

    static TaskSpec task(String name) {
        JsonNode config = json("lm-eval/results.json").path("configs").path(name);
        OutputType type = Stream.of(OutputType.values())
                .filter(one -> one.written().equals(config.path("output_type").asString()))
                .findFirst()
                .orElseThrow();
        return new TaskSpec(
                name,
                name,
                type,
                0,
                metrics(config, type),
                filters(config),
                config.path("repeats").asInt(1),
                json("lm-eval/results.json").path("versions").path(name).asString(""),
                List.of(),
                map(config));
    }

    private static List<MetricSpec> metrics(JsonNode config, OutputType type) {
        if (!config.path("metric_list").isArray()) {
            return Metrics.byDefault(type).stream()
                    .map(metric -> new MetricSpec(metric, Optional.empty(), Optional.empty(), Map.of()))
                    .toList();
        }
        return config.path("metric_list").valueStream().map(Recorded::metric).toList();
    }

    private static MetricSpec metric(JsonNode entry) {
        Map<String, Object> options = map(entry);
        options.keySet().removeAll(List.of("metric", "aggregation", "higher_is_better"));
        return new MetricSpec(
                entry.path("metric").asString(),
                Optional.ofNullable(entry.path("aggregation").asString(null)),
                entry.has("higher_is_better")
                        ? Optional.of(entry.path("higher_is_better").asBoolean())
                        : Optional.empty(),
                options);
    }

    private static List<FilterSpec> filters(JsonNode config) {
        if (!config.path("filter_list").isArray()) {
            return List.of(new FilterSpec("none", List.of(step("take_first", Map.of()))));
        }
        return config.path("filter_list")
                .valueStream()
                .map(filter -> new FilterSpec(
                        filter.path("name").asString(),
                        filter.path("filter").valueStream().map(Recorded::step).toList()))
                .toList();
    }

    private static FilterSpec.Step step(JsonNode step) {
        Map<String, Object> options = map(step);
        options.remove("function");
        return step(step.path("function").asString(), options);
    }

    static FilterSpec.Step step(String function, Map<String, Object> options) {
        return new FilterSpec.Step(function, options);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(JsonNode tree) {
        return ResultJson.MAPPER.convertValue(tree, LinkedHashMap.class);
    }

    static List<AnsweredItem> answered(String task) {
        JsonNode items = json("lm-eval/items.json").path(task);
        List<JsonNode> samples = samples(task);
        List<AnsweredItem> answered = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            answered.add(answered(items.path(i), samples.get(i)));
        }
        return answered;
    }

    private static AnsweredItem answered(JsonNode item, JsonNode sample) {
        List<String> choices =
                item.path("choices").valueStream().map(JsonNode::asString).toList();
        return new AnsweredItem(
                new Item(
                        sample.path("doc_id").asInt(),
                        map(sample.path("doc")),
                        target(item.path("target"), choices),
                        sample.path("target").asString(),
                        choices,
                        sample.path("arguments")
                                .valueStream()
                                .map(Recorded::request)
                                .toList(),
                        new Item.Hashes(
                                sample.path("doc_hash").asString(),
                                sample.path("prompt_hash").asString(),
                                sample.path("target_hash").asString())),
                item.path("replies")
                        .valueStream()
                        .map(replies ->
                                replies.valueStream().map(Recorded::reply).toList())
                        .toList());
    }

    private static Target target(JsonNode target, List<String> choices) {
        List<JsonNode> all = target.isArray() ? target.valueStream().toList() : List.of(target);
        return choices.isEmpty()
                ? new Target.Texts(all.stream().map(JsonNode::asString).toList(), target.isArray())
                : new Target.Choices(all.stream().map(JsonNode::asInt).toList());
    }

    private static Request request(JsonNode arguments) {
        String first = arguments.path("arg_0").asString();
        JsonNode second = arguments.path("arg_1");
        if (second.isMissingNode()) {
            return new Request.RollingLikelihood(first);
        }
        return second.isString()
                ? new Request.Likelihood(first, second.asString())
                : new Request.Generation(
                        first,
                        second.path("until")
                                .valueStream()
                                .map(JsonNode::asString)
                                .toList(),
                        second.path("max_gen_toks").asInt(),
                        new Sampling.Greedy());
    }

    private static Reply reply(JsonNode reply) {
        if (reply.isArray()) {
            return new Reply.Likelihood(reply.path(0).asDouble(), reply.path(1).asBoolean());
        }
        return reply.isNumber() ? new Reply.RollingLikelihood(reply.asDouble()) : new Reply.Text(reply.asString());
    }

    static TaskScores scores(String task) {
        return SCORES.computeIfAbsent(task, Recorded::scored);
    }

    private static TaskScores scored(String task) {
        List<AnsweredItem> answered = answered(task);
        return TaskScores.of(task(task), answered.size(), answered, new ScoreOptions(2000, Summation.PLAIN));
    }

    static Group group() {
        return new Group(
                "all_choices",
                "all_choices",
                List.of("choices", "several"),
                List.of(
                        new Group.Aggregate("acc", List.of(), true),
                        new Group.Aggregate("acc_norm", List.of("none"), false)),
                1,
                Map.of());
    }
}
