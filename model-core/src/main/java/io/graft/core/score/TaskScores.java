package io.graft.core.score;

import io.graft.core.suite.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A task's scores on one model.
 *
 * @param size the number of the task's documents, whether asked about or not
 * @param answered what the scores are made of
 * @param documents by filter, then by document
 * @param scores by filter, then by metric
 */
public record TaskScores(
        TaskSpec task, int size, List<AnsweredItem> answered, List<DocumentScore> documents, List<Score> scores) {
    public TaskScores {
        answered = List.copyOf(answered);
        documents = List.copyOf(documents);
        scores = List.copyOf(scores);
    }

    /**
     * Scores a model's answers.
     *
     * @param size the number of the task's documents
     * @param answered of one or more of them, in order
     * @throws io.graft.core.GraftException with a {@link ScoreError} if the task's filters or metrics cannot be used so
     */
    public static TaskScores of(TaskSpec task, int size, List<AnsweredItem> answered, ScoreOptions options) {
        Scoring scoring = Scoring.of(task);
        List<List<DocumentScore>> scored = answered.stream().map(scoring::score).toList();
        List<DocumentScore> documents = new ArrayList<>();
        List<Score> scores = new ArrayList<>();
        for (int i = 0; i < scoring.filters().size(); i++) {
            int filter = i;
            List<DocumentScore> filtered =
                    scored.stream().map(document -> document.get(filter)).toList();
            documents.addAll(filtered);
            scoring.metrics().forEach(metric -> scores.add(score(metric, filtered, options)));
        }
        return new TaskScores(task, size, answered, documents, scores);
    }

    private static Score score(Metric metric, List<DocumentScore> documents, ScoreOptions options) {
        List<Value> values = new ArrayList<>();
        documents.forEach(
                document -> values.add(Objects.requireNonNull(document.values().get(metric.name()))));
        Statistic statistic = metric.aggregation().by(options.summation());
        return new Score(
                documents.getFirst().task(),
                metric.name(),
                documents.getFirst().filter(),
                statistic.of(values),
                StandardError.of(metric.aggregation(), values, options),
                metric.higherIsBetter(),
                values.size());
    }

    /** The number of documents that were asked about. */
    public int effective() {
        return answered.size();
    }

    /** The score of a metric under a filter, mostly {@code none}; empty if the task has none. */
    public OptionalDouble value(String metric, String filter) {
        return scores.stream()
                .filter(score -> score.key().equals(metric + "," + filter))
                .mapToDouble(Score::value)
                .findFirst();
    }
}
