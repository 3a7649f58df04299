package io.graft.core.suite;

import io.graft.core.GraftException;
import io.graft.core.template.None;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JacksonException;

/**
 * A task of BIG-bench in its own JSON form (Srivastava et al., 2022): {@code examples} with {@code input} and either {@code
 * target_scores}, which are choices, or {@code target}. Its documents have the columns prompt, choices and gold, or prompt and
 * targets.
 */
final class BigBench {
    static final String FORMAT = "bigbench";

    private final String file;
    private final Map<?, ?> task;

    private BigBench(String file, Map<?, ?> task) {
        this.file = file;
        this.task = task;
    }

    static BigBench parse(String file, byte[] bytes) {
        try {
            Object value = JsonValues.parse(new String(bytes, StandardCharsets.UTF_8));
            return new BigBench(file, (Map<?, ?>) value);
        } catch (JacksonException | IllegalArgumentException | ClassCastException e) {
            throw malformed(file, JsonValues.problem(e));
        }
    }

    static List<Row> rows(String file, byte[] bytes) {
        BigBench task = parse(file, bytes);
        List<Row> rows = new ArrayList<>();
        for (Map<?, ?> example : task.examples()) {
            rows.add(new Row(task.document(example, rows.size()), file, 1));
        }
        return rows;
    }

    boolean hasChoices() {
        return examples().stream().allMatch(example -> example.get("target_scores") instanceof Map);
    }

    private List<Map<?, ?>> examples() {
        List<Map<?, ?>> examples = new ArrayList<>();
        if (task.get("examples") instanceof List<?> list) {
            for (Object example : list) {
                examples.add(example instanceof Map<?, ?> map ? map : Map.of());
            }
        }
        return examples;
    }

    private Map<String, Object> document(Map<?, ?> example, int index) {
        Map<String, Object> document = new LinkedHashMap<>();
        if (!(example.get("input") instanceof String input)) {
            throw malformed(file, "example %d has no \"input\"".formatted(index));
        }
        Object target = example.get("target");
        if (example.get("target_scores") instanceof Map<?, ?> scores && !scores.isEmpty()) {
            document.put("prompt", prompt(input, choices(scores)));
            document.put("choices", new ArrayList<Object>(scores.keySet()));
            document.put("gold", best(scores));
        } else if (target != null && target != None.NONE) {
            document.put("prompt", prompt(input, ""));
            document.put("targets", target instanceof List<?> ? target : List.of(target));
        } else {
            throw malformed(file, "example %d has neither \"target\" nor \"target_scores\"".formatted(index));
        }
        return document;
    }

    private String prompt(String input, String choices) {
        return text("task_prefix", "")
                + text("example_input_prefix", "\nQ: ")
                + input
                + choices
                + text("example_output_prefix", "\nA: ");
    }

    private String choices(Map<?, ?> scores) {
        if (Boolean.FALSE.equals(task.get("append_choices_to_input"))) {
            return "";
        }
        StringBuilder choices = new StringBuilder();
        scores.keySet().forEach(choice -> choices.append(text("choice_prefix", "\n  choice: "))
                .append(choice));
        return choices.toString();
    }

    private static long best(Map<?, ?> scores) {
        List<Double> values = scores.values().stream().map(BigBench::number).toList();
        double best = values.stream().mapToDouble(value -> value).max().orElse(0);
        return values.indexOf(best);
    }

    private static double number(Object value) {
        return value instanceof Number number ? number.doubleValue() : Boolean.TRUE.equals(value) ? 1 : 0;
    }

    private String text(String key, String byDefault) {
        return Objects.requireNonNullElse(task.get(key), byDefault) instanceof String text ? text : byDefault;
    }

    private static GraftException malformed(String file, String problem) {
        return SuiteError.SUITE_DATA_MALFORMED.at(
                "%s:1".formatted(file),
                "%s is no task of BIG-bench: %s".formatted(file, problem),
                "A task has \"examples\", each with \"input\" and \"target\" or \"target_scores\".");
    }
}
