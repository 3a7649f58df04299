package io.graft.core.score;

import io.graft.core.score.Metric.Measure;
import io.graft.core.suite.OutputType;
import java.util.function.Function;
import java.util.function.Predicate;

/** The metrics of {@code multiple_choice}. */
final class ChoiceMetrics {
    private ChoiceMetrics() {}

    static Metric of(String name) {
        return switch (name) {
            case "acc" -> right(name, answer -> answer.isGold(answer.likeliest()));
            case "acc_norm" -> right(name, answer -> answer.isGold(answer.likeliestPerCharacter()));
            case "acc_bytes" -> right(name, answer -> answer.isGold(answer.likeliestPerByte()));
            case "acc_mutual_info" -> right(name, answer -> answer.isGold(answer.likeliestByContext()));
            case "exact_match" -> right(name, ChoiceAnswer::isGoldGreedy);
            case "brier_score" -> Metric.lower(name, Aggregation.BRIER_SCORE, measured(ChoiceAnswer::forecast));
            case "f1" -> Metric.higher(name, Aggregation.F1, measured(ChoiceAnswer::labelled));
            case "mcc" -> Metric.higher(name, Aggregation.MATTHEWS_CORRCOEF, measured(ChoiceAnswer::labelled));
            default -> throw Metric.unknown(name, OutputType.MULTIPLE_CHOICE);
        };
    }

    private static Metric right(String name, Predicate<ChoiceAnswer> test) {
        return Metric.higher(name, Aggregation.MEAN, measured(answer -> new Value.Scalar(test.test(answer) ? 1 : 0)));
    }

    private static Measure measured(Function<ChoiceAnswer, Value> function) {
        return (item, answers) -> function.apply(ChoiceAnswer.of(item, answers));
    }
}
