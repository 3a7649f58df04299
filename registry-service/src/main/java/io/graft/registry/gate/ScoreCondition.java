package io.graft.registry.gate;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.graft.registry.evaluation.Measurements;
import io.graft.registry.evaluation.Measurements.Metric;
import io.graft.registry.evaluation.Measurements.Scored;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A score has to keep a limit.
 *
 * @param suite {@code namespace/name@number}
 * @param filter of the task that the metric is of; {@code none} unless said otherwise
 * @param documents how many must have been asked at least
 * @param confidence with which the score must keep its limit, such as 0.95: then its bound is compared, and where the limit lies
 *     between the bounds the answer is inconclusive; null compares the score itself
 */
@JsonTypeName("score")
record ScoreCondition(
        String suite,
        String task,
        String metric,
        @Nullable String filter,
        @Nullable Double atLeast,
        @Nullable Double atMost,
        @Nullable Integer documents,
        @Nullable Double confidence)
        implements Condition {
    ScoreCondition {
        filter = Objects.requireNonNullElse(filter, "none");
        Limits.requireSome(atLeast, atMost);
        if (documents != null && documents < 1) {
            throw GateError.refused(
                    "documents", "%d documents are no minimum".formatted(documents), "Ask for 1 or more.");
        }
        if (confidence != null && !(confidence > 0.5 && confidence < 1)) {
            throw GateError.refused(
                    "confidence", "Nobody can be %s sure".formatted(confidence), "Use more than 0.5 and less than 1.");
        }
    }

    @Override
    public Judged judge(Subject subject) {
        Optional<Scored> found = subject.measurements().scored(subject.version(), suite);
        if (found.isEmpty()) {
            return Judged.unknown(this, "%s was not run on %s".formatted(subject.name(), suite));
        }
        Scored scored = found.get();
        Evidence evidence = new Evidence("scores", scored.result().toString(), scored.digest());
        return scored.metrics().stream()
                .filter(this::isAsked)
                .findFirst()
                .map(score -> judge(scored, score, evidence))
                .orElseGet(() ->
                        Judged.unknown(this, "%s on %s has no %s".formatted(scored.arm(), suite, name()), evidence));
    }

    @Override
    public Condition pinned(Measurements measurements) {
        Measurements.SuiteTasks known = Known.suite(measurements, suite);
        Known.require("task", task, known.tasks().keySet(), known.suite());
        Known.require("metric", metric, known.tasks().getOrDefault(task, List.of()), task);
        return new ScoreCondition(known.suite(), task, metric, filter, atLeast, atMost, documents, confidence);
    }

    @Override
    public Optional<String> neededSuite() {
        return Optional.of(suite);
    }

    private Judged judge(Scored scored, Metric score, Evidence evidence) {
        int least = documents == null ? 1 : documents;
        Reading reading = new Limits(atLeast, atMost).read(name(), score, confidence);
        if (score.documents() < least) {
            return Judged.unknown(
                            this,
                            "%s on %s comes from %d documents, and %d are asked for"
                                    .formatted(name(), scored.arm(), score.documents(), least),
                            evidence)
                    .with(List.of(reading));
        }
        return Judged.of(this, reading.outcome(), sentence(scored, reading), evidence)
                .with(List.of(reading));
    }

    private String sentence(Scored scored, Reading reading) {
        String bounds = reading.lower() == null ? "" : " (%.4f to %.4f)".formatted(reading.lower(), reading.upper());
        return "%s of %s is %.4f%s on %d documents, and has to be %s"
                .formatted(
                        name(),
                        scored.arm(),
                        reading.value(),
                        bounds,
                        reading.documents(),
                        new Limits(atLeast, atMost).words());
    }

    private boolean isAsked(Metric score) {
        return score.task().equals(task)
                && score.metric().equals(metric)
                && score.filter().equals(filter);
    }

    private String name() {
        return task + "/" + metric;
    }
}
