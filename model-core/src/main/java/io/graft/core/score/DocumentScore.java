package io.graft.core.score;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one document adds to each of a task's metrics under one filter.
 *
 * @param document its place in the split, from 0
 * @param answers what the filter left of each request's replies; empty if read from a file
 * @param values by metric, in the task's order
 */
public record DocumentScore(
        String task, int document, String filter, List<Filtered> answers, Map<String, Value> values) {
    public DocumentScore {
        answers = List.copyOf(answers);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
