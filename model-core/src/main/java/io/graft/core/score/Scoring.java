package io.graft.core.score;

import io.graft.core.suite.OutputType;
import io.graft.core.suite.TaskSpec;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A task's filters and metrics, checked. */
public final class Scoring {
    private static final String BYPASS = "bypass";
    private static final List<String> ORDER = List.of(
            "perplexity",
            "acc",
            "f1",
            "mcc",
            "acc_norm",
            "acc_bytes",
            "exact_match",
            "brier_score",
            "acc_mutual_info",
            "word_perplexity",
            "byte_perplexity",
            "bits_per_byte");

    private final TaskSpec task;
    private final List<Filter> filters;
    private final List<Metric> metrics;

    private Scoring(TaskSpec task, List<Filter> filters, List<Metric> metrics) {
        this.task = task;
        this.filters = filters;
        this.metrics = metrics;
    }

    /**
     * Checks a task's filters and metrics.
     *
     * @throws io.graft.core.GraftException with a {@link ScoreError} if one is unknown or cannot be used so
     */
    public static Scoring of(TaskSpec task) {
        return new Scoring(
                task,
                task.filters().stream().map(Filter::of).toList(),
                task.metrics().stream()
                        .filter(spec -> !spec.metric().equals(BYPASS))
                        .sorted(Comparator.comparingInt(spec -> rank(spec.metric(), task.outputType())))
                        .map(spec -> Metric.of(spec, task.outputType()))
                        .toList());
    }

    /** Those of texts stand as the task lists them, the others as lm-evaluation-harness does. */
    private static int rank(String metric, OutputType type) {
        return type == OutputType.GENERATE_UNTIL ? 0 : ORDER.indexOf(metric);
    }

    TaskSpec task() {
        return task;
    }

    List<Metric> metrics() {
        return metrics;
    }

    List<String> filters() {
        return filters.stream().map(Filter::name).toList();
    }

    /** One score for each filter. */
    public List<DocumentScore> score(AnsweredItem answered) {
        return filters.stream().map(filter -> score(answered, filter)).toList();
    }

    private DocumentScore score(AnsweredItem answered, Filter filter) {
        List<Filtered> answers = answered.replies().stream()
                .map(replies -> filter.apply(replies, answered.item().document()))
                .toList();
        Map<String, Value> values = new LinkedHashMap<>();
        metrics.forEach(metric -> values.put(metric.name(), metric.measure().of(answered.item(), answers)));
        return new DocumentScore(task.name(), answered.item().index(), filter.name(), answers, values);
    }
}
