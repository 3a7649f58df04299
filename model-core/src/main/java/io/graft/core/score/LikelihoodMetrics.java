package io.graft.core.score;

import io.graft.core.score.Metric.Measure;
import io.graft.core.suite.OutputType;
import io.graft.core.suite.Reply;
import java.util.function.ToDoubleFunction;

/** The metrics of {@code loglikelihood}. */
final class LikelihoodMetrics {
    private LikelihoodMetrics() {}

    static Metric of(String name) {
        return switch (name) {
            case "perplexity" -> Metric.lower(name, Aggregation.PERPLEXITY, measured(Reply.Likelihood::logLikelihood));
            case "acc" -> Metric.higher(name, Aggregation.MEAN, measured(reply -> reply.greedy() ? 1 : 0));
            default -> throw Metric.unknown(name, OutputType.LOGLIKELIHOOD);
        };
    }

    private static Measure measured(ToDoubleFunction<Reply.Likelihood> function) {
        return (_, answers) -> new Value.Scalar(
                function.applyAsDouble((Reply.Likelihood) answers.getFirst().first()));
    }
}
