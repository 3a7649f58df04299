package io.graft.core.suite;

import java.util.List;
import java.util.Map;

/**
 * What a task file says about measuring.
 *
 * @param name of the task
 * @param alias what tables call it; the name, if the file gives none
 * @param outputType what is asked
 * @param shots the number of solved examples before each question
 * @param metrics at least one
 * @param filters at least one
 * @param repeats how often each request is answered, at least 1
 * @param version {@code metadata.version}: a number or a text; 0, as lm-evaluation-harness has it, if there is none
 * @param tags the names under which several tasks can be asked for
 * @param settings all keys of the file with its includes, in order, for result files
 */
public record TaskSpec(
        String name,
        String alias,
        OutputType outputType,
        int shots,
        List<MetricSpec> metrics,
        List<FilterSpec> filters,
        int repeats,
        Object version,
        List<String> tags,
        Map<String, Object> settings) {
    public TaskSpec {
        metrics = List.copyOf(metrics);
        filters = List.copyOf(filters);
        tags = List.copyOf(tags);
    }
}
