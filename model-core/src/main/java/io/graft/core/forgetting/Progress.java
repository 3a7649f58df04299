package io.graft.core.forgetting;

import io.graft.core.forgetting.LineageMeasures.TaskHistory;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How the scores of single tasks went over the stages. Each is null where a score is missing. */
record Progress(AbilityMatrix matrix) {
    /** The mean over tasks, of those that have a value; null if none has. */
    @Nullable
    Double mean(IntPredicate which, IntFunction<@Nullable Double> value) {
        List<Double> values = tasks().filter(which)
                .mapToObj(value)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        return values.isEmpty()
                ? null
                : values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
    }

    List<TaskHistory> histories() {
        return tasks().mapToObj(this::history).toList();
    }

    private IntStream tasks() {
        return IntStream.range(0, matrix.tasks().size());
    }

    private TaskHistory history(int task) {
        return new TaskHistory(
                matrix.tasks().get(task).name(),
                best(task).map(matrix.stages()::get).orElse(null),
                forgotten(task),
                sinceLearnt(task));
    }

    /** Whether a task was learnt before the last stage. */
    boolean isOld(int task) {
        return learnt(task) < matrix.last();
    }

    /** Whether a task was learnt after the first stage. */
    boolean isNew(int task) {
        return learnt(task) > 0;
    }

    private int learnt(int task) {
        return matrix.tasks().get(task).learnt();
    }

    /** The ancestor that was best at a task; of equals the earliest. */
    private Optional<Integer> best(int task) {
        return IntStream.range(0, matrix.last())
                .boxed()
                .filter(stage -> matrix.score(stage, task) != null)
                .min(Comparator.comparingDouble(stage -> -Objects.requireNonNull(matrix.score(stage, task))));
    }

    @Nullable
    Double last(int task) {
        return matrix.score(matrix.last(), task);
    }

    @Nullable
    Double forgotten(int task) {
        return best(task).isEmpty() ? null : minus(matrix.score(best(task).orElseThrow(), task), last(task));
    }

    @Nullable
    Double sinceLearnt(int task) {
        return minus(last(task), matrix.score(learnt(task), task));
    }

    @Nullable
    Double sinceFirst(int task) {
        return minus(last(task), matrix.score(0, task));
    }

    @Nullable
    Double transferred(int task) {
        return minus(
                matrix.score(learnt(task) - 1, task), matrix.tasks().get(task).untrained());
    }

    @Nullable
    Double unlearnt(int task) {
        return minus(matrix.tasks().get(task).attainable(), matrix.score(learnt(task), task));
    }

    private static @Nullable Double minus(@Nullable Double minuend, @Nullable Double subtrahend) {
        return minuend == null || subtrahend == null ? null : minuend - subtrahend;
    }
}
