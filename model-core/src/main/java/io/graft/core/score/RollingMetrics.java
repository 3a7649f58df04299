package io.graft.core.score;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.graft.core.score.Metric.Measure;
import io.graft.core.suite.Item;
import io.graft.core.suite.OutputType;
import io.graft.core.suite.Reply;
import io.graft.core.suite.Target;
import io.graft.core.template.PythonText;
import java.util.function.ToIntFunction;

/** The metrics of {@code loglikelihood_rolling}. Words and bytes are the target's, be the text that was scored another. */
final class RollingMetrics {
    private RollingMetrics() {}

    static Metric of(String name) {
        return switch (name) {
            case "word_perplexity" -> Metric.lower(name, Aggregation.WEIGHTED_PERPLEXITY, per(PythonText::wordCount));
            case "byte_perplexity" -> Metric.lower(name, Aggregation.WEIGHTED_PERPLEXITY, per(RollingMetrics::bytes));
            case "bits_per_byte" -> Metric.lower(name, Aggregation.BITS_PER_BYTE, per(RollingMetrics::bytes));
            default -> throw Metric.unknown(name, OutputType.LOGLIKELIHOOD_ROLLING);
        };
    }

    private static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }

    private static Measure per(ToIntFunction<String> units) {
        return (item, answers) -> new Value.Weighted(
                ((Reply.RollingLikelihood) answers.getFirst().first()).logLikelihood(), units.applyAsInt(target(item)));
    }

    private static String target(Item item) {
        return item.target() instanceof Target.Texts texts ? texts.gold().getFirst() : item.writtenTarget();
    }
}
