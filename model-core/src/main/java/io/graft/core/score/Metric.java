package io.graft.core.score;

import io.graft.core.suite.Item;
import io.graft.core.suite.MetricSpec;
import io.graft.core.suite.OutputType;
import java.util.List;

/**
 * One of a task's metrics.
 *
 * @param aggregation the task's, or the metric's own
 * @param higherIsBetter the task's word, or the metric's own
 */
record Metric(String name, Aggregation aggregation, boolean higherIsBetter, Measure measure) {
    /** What a document's filtered answers add to a metric. */
    @FunctionalInterface
    interface Measure {
        Value of(Item item, List<Filtered> answers);
    }

    /** @throws io.graft.core.GraftException if there is no such metric for the type, or it cannot be used so */
    static Metric of(MetricSpec spec, OutputType type) {
        Options options = new Options(spec.metric(), spec.options());
        Metric own = own(spec, type, options);
        options.requireAllRead();
        return new Metric(
                own.name,
                spec.aggregation().map(Metric::aggregation).orElse(own.aggregation),
                spec.higherIsBetter().orElse(own.higherIsBetter),
                own.measure);
    }

    private static Metric own(MetricSpec spec, OutputType type, Options options) {
        return switch (type) {
            case MULTIPLE_CHOICE -> ChoiceMetrics.of(spec.metric());
            case LOGLIKELIHOOD -> LikelihoodMetrics.of(spec.metric());
            case LOGLIKELIHOOD_ROLLING -> RollingMetrics.of(spec.metric());
            case GENERATE_UNTIL -> TextMetrics.of(spec.metric(), options);
        };
    }

    private static Aggregation aggregation(String name) {
        return Aggregation.named(name)
                .orElseThrow(() -> ScoreError.SCORE_UNKNOWN_AGGREGATION.at(
                        name,
                        "There is no aggregation %s.".formatted(name),
                        "Leave it out: the metric's own is taken then."));
    }

    static Metric higher(String name, Aggregation aggregation, Measure measure) {
        return new Metric(name, aggregation, true, measure);
    }

    static Metric lower(String name, Aggregation aggregation, Measure measure) {
        return new Metric(name, aggregation, false, measure);
    }

    static RuntimeException unknown(String name, OutputType type) {
        return ScoreError.SCORE_UNKNOWN_METRIC.at(
                name,
                "There is no metric %s for %s.".formatted(name, type.written()),
                "Use one that suits the output type.");
    }
}
