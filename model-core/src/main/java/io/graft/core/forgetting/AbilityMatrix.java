package io.graft.core.forgetting;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The score of each version of a lineage on each task.
 *
 * @param stages names of the versions, ancestors before descendants; the last is the one in question
 * @param tasks what was asked; more is better
 * @param scores one row a stage, one column a task; null where it was not measured
 */
public record AbilityMatrix(List<String> stages, List<AbilityMatrix.Task> tasks, List<List<@Nullable Double>> scores) {
    /**
     * A column.
     *
     * @param learnt the stage that was trained for it, from 0; 0 for an ability of the base
     * @param untrained what an untrained model scores, such as chance; null if nobody knows
     * @param attainable what a model scores that was trained for this alone, or for all tasks at once; null if nobody knows
     */
    public record Task(
            String name,
            int learnt,
            @Nullable Double untrained,
            @Nullable Double attainable) {}

    /** What was measured. */
    @FunctionalInterface
    public interface Measured {
        /** The score of a stage on a task, both counted from 0; null if there is none. */
        @Nullable
        Double score(int stage, int task);
    }

    public AbilityMatrix {
        stages = List.copyOf(stages);
        tasks = List.copyOf(tasks);
        List<List<@Nullable Double>> rows = new ArrayList<>();
        for (List<@Nullable Double> row : scores) {
            rows.add(Collections.unmodifiableList(new ArrayList<>(row)));
        }
        scores = Collections.unmodifiableList(rows);
        check(stages, tasks, scores);
    }

    /** Asks for every stage's score on every task. */
    public static AbilityMatrix of(List<String> stages, List<Task> tasks, Measured measured) {
        List<List<@Nullable Double>> rows = new ArrayList<>();
        for (int stage = 0; stage < stages.size(); stage++) {
            List<@Nullable Double> row = new ArrayList<>();
            for (int task = 0; task < tasks.size(); task++) {
                row.add(measured.score(stage, task));
            }
            rows.add(row);
        }
        return new AbilityMatrix(stages, tasks, rows);
    }

    private static void check(List<String> stages, List<Task> tasks, List<List<@Nullable Double>> scores) {
        if (stages.isEmpty() || scores.size() != stages.size()) {
            throw new IllegalArgumentException("%d stages, %d rows".formatted(stages.size(), scores.size()));
        }
        for (List<@Nullable Double> row : scores) {
            if (row.size() != tasks.size()) {
                throw new IllegalArgumentException("%d tasks, %d columns".formatted(tasks.size(), row.size()));
            }
        }
        for (Task task : tasks) {
            if (task.learnt() < 0 || task.learnt() >= stages.size()) {
                throw new IllegalArgumentException("%s was learnt at stage %d".formatted(task.name(), task.learnt()));
            }
        }
    }

    int last() {
        return stages.size() - 1;
    }

    @Nullable
    Double score(int stage, int task) {
        return scores.get(stage).get(task);
    }
}
