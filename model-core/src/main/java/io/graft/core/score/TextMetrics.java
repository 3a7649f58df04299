package io.graft.core.score;

import io.graft.core.score.Metric.Measure;
import io.graft.core.suite.Item;
import io.graft.core.suite.OutputType;
import io.graft.core.suite.Target;
import java.util.List;

/** The metrics of {@code generate_until}. */
final class TextMetrics {
    private TextMetrics() {}

    static Metric of(String name, Options options) {
        return switch (name) {
            case "exact_match" -> Metric.higher(name, Aggregation.MEAN, exactMatch(Cleaning.of(options)));
            case "bleu" -> Metric.higher(name, Aggregation.BLEU, TextMetrics::written);
            case "chrf" -> Metric.higher(name, Aggregation.CHRF, TextMetrics::written);
            case "chrf++" -> Metric.higher(name, Aggregation.CHRF_PLUS_PLUS, TextMetrics::written);
            case "ter" -> Metric.lower(name, Aggregation.TER, TextMetrics::written);
            case "distinct_1" -> Metric.higher(name, Aggregation.DISTINCT_1, TextMetrics::written);
            case "distinct_2" -> Metric.higher(name, Aggregation.DISTINCT_2, TextMetrics::written);
            case "distinct_3" -> Metric.higher(name, Aggregation.DISTINCT_3, TextMetrics::written);
            case "distinct_4" -> Metric.higher(name, Aggregation.DISTINCT_4, TextMetrics::written);
            case "repetition" ->
                Metric.lower(
                        name, Aggregation.MEAN, (_, answers) -> new Value.Scalar(Diversity.repetition(text(answers))));
            default -> throw Metric.unknown(name, OutputType.GENERATE_UNTIL);
        };
    }

    /** Of several targets any; of several answers to one target the share. */
    private static Measure exactMatch(Cleaning cleaning) {
        return (item, answers) -> {
            Target.Texts target = target(item);
            List<String> gold = target.gold().stream().map(cleaning::of).toList();
            double share = answers.getFirst().texts().stream()
                    .mapToInt(text -> gold.contains(cleaning.of(text)) ? 1 : 0)
                    .average()
                    .orElse(0);
            return new Value.Scalar(target.several() ? Math.ceil(share) : share);
        };
    }

    private static Value written(Item item, List<Filtered> answers) {
        return new Value.Written(target(item).gold(), text(answers));
    }

    private static String text(List<Filtered> answers) {
        return answers.getFirst().texts().getFirst();
    }

    private static Target.Texts target(Item item) {
        return item.target() instanceof Target.Texts texts
                ? texts
                : new Target.Texts(List.of(item.writtenTarget()), false);
    }
}
