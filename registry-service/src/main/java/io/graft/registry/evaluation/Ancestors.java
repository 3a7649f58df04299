package io.graft.registry.evaluation;

import io.graft.core.artifact.Digest;
import io.graft.core.forgetting.AbilityMatrix;
import io.graft.core.forgetting.Arm;
import io.graft.core.forgetting.Scores;
import io.graft.core.forgetting.TaskScores;
import io.graft.core.job.Task;
import io.graft.registry.lineage.Lineage;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelKind;
import io.graft.registry.model.PinnedVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds what a version's ancestors scored when they were asked as the version was: models as they are, adapters on the base that
 * they were trained on. Nothing is run for it.
 */
@Component
class Ancestors {
    private final Lineage lineage;
    private final Catalog catalog;
    private final Scoreboard scoreboard;

    Ancestors(Lineage lineage, Catalog catalog, Scoreboard scoreboard) {
        this.lineage = lineage;
        this.catalog = catalog;
        this.scoreboard = scoreboard;
    }

    /**
     * What is known of the ancestors.
     *
     * @param scores of those that were asked, and of the version at the end; null if no task can be averaged over
     * @param unmeasured the names of the others
     */
    record Known(@Nullable AbilityMatrix scores, List<String> unmeasured) {}

    /** @param candidate the version as it was run */
    Known of(UUID subject, Arm candidate, Digest suite, Task.RunSettings settings) {
        Map<String, ScoreView> found = new LinkedHashMap<>();
        List<String> unmeasured = new ArrayList<>();
        for (PinnedArm arm : arms(subject)) {
            scoreboard
                    .of(arm.key(suite, settings))
                    .ifPresentOrElse(scores -> found.put(arm.name(), scores), () -> unmeasured.add(arm.name()));
        }
        return new Known(matrix(found, candidate), unmeasured);
    }

    private List<PinnedArm> arms(UUID subject) {
        Map<UUID, PinnedVersion> ancestors = new LinkedHashMap<>();
        lineage.readyAncestorsOf(subject).forEach(id -> ancestors.put(id, catalog.pinned(id)));
        return ancestors.values().stream()
                .flatMap(version -> arm(version, ancestors).stream())
                .toList();
    }

    /** An adapter is nothing where the model is gone that it was trained on. */
    private static Optional<PinnedArm> arm(PinnedVersion version, Map<UUID, PinnedVersion> ancestors) {
        return version.kind() != ModelKind.ADAPTER
                ? Optional.of(new PinnedArm(null, version, List.of()))
                : Optional.ofNullable(ancestors.get(version.baseId()))
                        .map(base -> new PinnedArm(null, base, List.of(version)));
    }

    /** Losses are left out: their mean with shares of right answers would mean nothing. */
    private static @Nullable AbilityMatrix matrix(Map<String, ScoreView> ancestors, Arm candidate) {
        List<TaskScores> tasks = candidate.tasks().stream()
                .filter(task -> task.scores() instanceof Scores.Means)
                .toList();
        if (tasks.isEmpty()) {
            return null;
        }
        List<ScoreView> rows = List.copyOf(ancestors.values());
        return AbilityMatrix.of(
                Stream.concat(ancestors.keySet().stream(), Stream.of(candidate.name()))
                        .toList(),
                tasks.stream().map(Ancestors::column).toList(),
                (stage, task) -> stage == rows.size()
                        ? signed(tasks.get(task).scores().total(), tasks.get(task))
                        : value(rows.get(stage), tasks.get(task)));
    }

    private static @Nullable Double value(ScoreView scores, TaskScores task) {
        return scores.scores().stream()
                .filter(metric ->
                        metric.task().equals(task.task()) && metric.key().equals(task.metric()))
                .findFirst()
                .map(metric -> signed(metric.value(), task))
                .orElse(null);
    }

    /** What the first stage can do counts as learnt there: which stage was trained for what, nobody says. */
    private static AbilityMatrix.Task column(TaskScores task) {
        return new AbilityMatrix.Task(task.task(), 0, task.higherIsBetter() ? task.chance() : null, null);
    }

    private static Double signed(double value, TaskScores task) {
        return task.higherIsBetter() ? value : -value;
    }
}
