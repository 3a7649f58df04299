package io.graft.core.forgetting;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ability over a version's ancestors, in the terms of continual learning. Each is null where it is not defined.
 *
 * @param average mean score of the last stage
 * @param backwardTransfer mean of last minus first learnt (Lopez-Paz and Ranzato 2017); below 0 is forgetting
 * @param forwardTransfer mean of just before it was learnt minus untrained
 * @param forgetting mean of best ancestor minus last (Chaudhry 2018)
 * @param intransigence mean of attainable minus first learnt (Chaudhry 2018): what it failed to learn
 * @param generalChange mean of last minus first stage (TRACE)
 */
public record LineageMeasures(
        AbilityMatrix matrix,
        @Nullable Double average,
        @Nullable Double backwardTransfer,
        @Nullable Double forwardTransfer,
        @Nullable Double forgetting,
        @Nullable Double intransigence,
        @Nullable Double generalChange,
        List<TaskHistory> tasks) {
    public LineageMeasures {
        tasks = List.copyOf(tasks);
    }

    /**
     * One task over the lineage.
     *
     * @param best name of the ancestor that was best
     * @param forgetting best ancestor minus last; below 0 if the last is the best yet
     * @param sinceLearnt last minus first learnt, minus what the avalanche library calls forgetting
     */
    public record TaskHistory(
            String task,
            @Nullable String best,
            @Nullable Double forgetting,
            @Nullable Double sinceLearnt) {}

    public static LineageMeasures of(AbilityMatrix matrix) {
        Progress progress = new Progress(matrix);
        return new LineageMeasures(
                matrix,
                progress.mean(_ -> true, progress::last),
                progress.mean(progress::isOld, progress::sinceLearnt),
                progress.mean(progress::isNew, progress::transferred),
                progress.mean(progress::isOld, progress::forgotten),
                progress.mean(_ -> true, progress::unlearnt),
                progress.mean(_ -> true, progress::sinceFirst),
                progress.histories());
    }
}
