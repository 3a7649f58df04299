package io.graft.registry.gate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.graft.registry.evaluation.Measurements;
import io.graft.registry.evaluation.Measurements.Forgotten;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A version may not have forgotten what its base and its parents can do. The newest report of it on the suite decides.
 *
 * @param suite {@code namespace/name@number}
 * @param per what of the report decides; the whole of it unless said otherwise
 * @param tasks that count, with {@code per: task}; all that the report decides on unless said otherwise
 * @param retention by what margins a report must have been judged at least: the share of each ability that they keep
 * @param margin with {@code per: pooled}, by how much the mean over tasks may drop; the report's own unless said otherwise
 */
@JsonTypeName("forgetting")
record ForgettingCondition(
        String suite,
        @Nullable Per per,
        @Nullable List<String> tasks,
        @Nullable Double retention,
        @Nullable Double margin)
        implements Condition {
    enum Per {
        REPORT,
        TASK,
        POOLED;

        @JsonCreator
        static Per parse(String word) {
            return Arrays.stream(values())
                    .filter(per -> per.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> GateError.refused(
                            "per", "\"%s\" is no part of a report".formatted(word), "Use report, task or pooled."));
        }

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    ForgettingCondition {
        per = Objects.requireNonNullElse(per, tasks == null ? Per.REPORT : Per.TASK);
        tasks = List.copyOf(Objects.requireNonNullElse(tasks, List.of()));
        if (!tasks.isEmpty() && per != Per.TASK) {
            throw GateError.refused("tasks", "Tasks are listed, but do not decide", "Set per to task.");
        }
        if (retention != null && !(retention > 0 && retention < 1)) {
            throw GateError.refused(
                    "retention", "%s is no share".formatted(retention), "Use more than 0 and less than 1.");
        }
        if (margin != null && (per != Per.POOLED || !(margin > 0 && margin < 1))) {
            throw GateError.refused(
                    "margin", "%s is no margin here".formatted(margin), "Set it with per: pooled, between 0 and 1.");
        }
    }

    @Override
    public Judged judge(Subject subject) {
        return subject.measurements()
                .forgotten(subject.version().id(), suite)
                .map(report -> judge(report, subject))
                .orElseGet(() ->
                        Judged.unknown(this, "Nobody asked what %s forgot on %s".formatted(subject.name(), suite)));
    }

    @Override
    public Condition pinned(Measurements measurements) {
        Measurements.SuiteTasks known = Known.suite(measurements, suite);
        Objects.requireNonNull(tasks)
                .forEach(task -> Known.require("tasks", task, known.tasks().keySet(), known.suite()));
        return new ForgettingCondition(known.suite(), per, tasks, retention, margin);
    }

    @Override
    public Optional<String> neededSuite() {
        return Optional.of(suite);
    }

    private Judged judge(Forgotten forgotten, Subject subject) {
        Evidence evidence = new Evidence("forgetting", forgotten.evaluation().toString(), forgotten.digest());
        if (forgotten.report() == null) {
            return Judged.unknown(
                    this, "What %s forgot on %s cannot be told".formatted(subject.name(), suite), evidence);
        }
        double kept = forgotten.report().margins().rule().retention();
        if (retention != null && kept < retention) {
            return Judged.unknown(
                    this,
                    "The report of %s on %s asks to keep %s of each ability, and %s is asked for"
                            .formatted(subject.name(), suite, kept, retention),
                    evidence);
        }
        ForgettingReadings readings = new ForgettingReadings(forgotten.report());
        List<Reading> numbers =
                switch (Objects.requireNonNull(per)) {
                    case REPORT -> readings.tasks(List.of());
                    case TASK -> readings.tasks(Objects.requireNonNull(tasks));
                    case POOLED -> readings.pooled(margin);
                };
        Outcome outcome = per == Per.REPORT
                ? Outcome.valueOf(forgotten.report().verdict().word())
                : Outcome.all(numbers.stream().map(Reading::outcome).toList());
        return Judged.of(this, outcome, sentence(subject, outcome, numbers), evidence)
                .with(numbers);
    }

    private String sentence(Subject subject, Outcome outcome, List<Reading> numbers) {
        String which = numbers.stream()
                .filter(reading -> reading.outcome() == outcome)
                .map(Reading::words)
                .collect(Collectors.joining(", "));
        return switch (outcome) {
            case PASS -> "%s forgot nothing on %s that its margins do not permit".formatted(subject.name(), suite);
            case FAIL -> "%s forgot more on %s than its margins permit: %s".formatted(subject.name(), suite, which);
            case INCONCLUSIVE ->
                "Whether %s forgot more on %s than its margins permit is not decided: %s"
                        .formatted(subject.name(), suite, which.isEmpty() ? "nothing was compared" : which);
        };
    }
}
