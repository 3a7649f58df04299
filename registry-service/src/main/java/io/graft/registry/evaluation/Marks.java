package io.graft.registry.evaluation;

import io.graft.core.artifact.Digest;
import io.graft.core.forgetting.Arm;
import io.graft.core.forgetting.Scores;
import io.graft.core.forgetting.TaskScores;
import io.graft.core.job.EvaluationOutputs.Asked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Turns results into what statistics compare: one metric for each task, document by document. */
@Component
class Marks {
    /** A task is judged by the first of these that it has, and by its first other where it has none. */
    private static final List<String> PREFERRED = List.of(
            "acc",
            "exact_match",
            "acc_norm",
            "acc_bytes",
            "bits_per_byte",
            "byte_perplexity",
            "word_perplexity",
            "perplexity");

    private static final List<String> LOSSES =
            List.of("bits_per_byte", "byte_perplexity", "word_perplexity", "perplexity");

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Marks(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Mark(int document, JsonNode value) {}

    Arm of(ScoreView scores, Arm.Role role) {
        List<TaskScores> tasks = new ArrayList<>();
        for (Asked asked : asked(scores.result())) {
            metric(scores, asked.task()).ifPresent(metric -> tasks.add(of(scores.result(), asked, metric)));
        }
        return new Arm(scores.name(), role, tasks);
    }

    private TaskScores of(UUID result, Asked asked, ScoreView.Metric metric) {
        List<Mark> marks = marks(result, metric);
        Digest requests = asked.requests();
        return new TaskScores(
                asked.task(),
                metric.key(),
                metric.higherIsBetter(),
                LOSSES.contains(metric.metric()) ? 0 : asked.chance(),
                requests,
                asked.replies(),
                LOSSES.contains(metric.metric()) ? losses(marks) : means(marks));
    }

    private static Scores losses(List<Mark> marks) {
        return new Scores.Losses(marks.stream()
                .map(mark -> mark.value().isArray()
                        ? new Scores.Loss(
                                mark.document(),
                                -mark.value().get(0).asDouble(),
                                mark.value().get(1).asDouble())
                        : new Scores.Loss(mark.document(), -mark.value().asDouble(), 1))
                .toList());
    }

    private static Scores means(List<Mark> marks) {
        return new Scores.Means(marks.stream()
                .map(mark -> new Scores.Mark(mark.document(), number(mark.value())))
                .toList());
    }

    private static double number(JsonNode value) {
        return value.isBoolean() ? (value.asBoolean() ? 1 : 0) : value.asDouble();
    }

    private Optional<ScoreView.Metric> metric(ScoreView scores, String task) {
        return scores.scores().stream()
                .filter(metric -> metric.task().equals(task))
                .filter(metric -> isScored(scores.result(), metric))
                .min(Comparator.comparingInt(Marks::rank));
    }

    private static int rank(ScoreView.Metric metric) {
        int preferred = PREFERRED.indexOf(metric.metric());
        return preferred < 0 ? PREFERRED.size() : preferred;
    }

    /** Whether each document has a number of its own; metrics of a whole corpus, such as BLEU, have none. */
    private boolean isScored(UUID result, ScoreView.Metric metric) {
        return jdbc.sql("""
                        select coalesce(bool_and(case jsonb_typeof(scores -> :metric)
                                                   when 'number' then true when 'boolean' then true
                                                   when 'array' then jsonb_typeof(scores -> :metric -> 0) = 'number'
                                                   else false end), false)
                          from sample where result_id = :result and task = :task and filter = :filter
                        """)
                .param("metric", metric.metric())
                .param("result", result)
                .param("task", metric.task())
                .param("filter", metric.filter())
                .query(Boolean.class)
                .single();
    }

    private List<Mark> marks(UUID result, ScoreView.Metric metric) {
        return jdbc.sql("""
                        select document, scores -> :metric as value from sample
                         where result_id = :result and task = :task and filter = :filter order by document
                        """)
                .param("metric", metric.metric())
                .param("result", result)
                .param("task", metric.task())
                .param("filter", metric.filter())
                .query((row, _) -> new Mark(row.getInt("document"), json.readTree(row.getString("value"))))
                .list();
    }

    private List<Asked> asked(UUID result) {
        return List.of(json.readValue(
                Objects.requireNonNull(jdbc.sql("select tasks from result where id = :id")
                        .param("id", result)
                        .query(String.class)
                        .single()),
                Asked[].class));
    }
}
