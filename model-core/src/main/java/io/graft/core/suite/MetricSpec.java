package io.graft.core.suite;

import java.util.Map;
import java.util.Optional;

/**
 * A measure that a task asks for: an entry of {@code metric_list}, or one that its output type has by default.
 *
 * @param metric such as {@code acc_norm}; always one that {@link Metrics} knows
 * @param aggregation such as {@code mean}, where the task names one
 * @param higherIsBetter where the task says so
 * @param options whatever else the entry says, such as {@code ignore_case}
 */
public record MetricSpec(
        String metric, Optional<String> aggregation, Optional<Boolean> higherIsBetter, Map<String, Object> options) {
    static MetricSpec byDefault(String metric) {
        return new MetricSpec(metric, Optional.empty(), Optional.empty(), Map.of());
    }
}
