package io.graft.core.suite;

import java.util.List;
import java.util.Map;

/**
 * What is done to a model's answers before they are measured: an entry of {@code filter_list}. A task without any has the one
 * filter {@code none}, which takes the first of the repeated answers.
 *
 * @param name stands behind a metric's name in results: {@code exact_match,strict-match}
 * @param steps one after the other
 */
public record FilterSpec(String name, List<Step> steps) {
    public FilterSpec {
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param function such as {@code regex}
     * @param options its arguments, such as {@code regex_pattern}
     */
    public record Step(String function, Map<String, Object> options) {}

    static FilterSpec none() {
        return new FilterSpec("none", List.of(new Step("take_first", Map.of())));
    }
}
