package io.graft.registry.gate;

import io.graft.core.forgetting.Comparison;
import io.graft.core.forgetting.Difference;
import io.graft.core.forgetting.ForgettingReport;
import io.graft.core.forgetting.Macro;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The numbers of a forgetting report that a gate looks at: the candidate's alone. */
record ForgettingReadings(ForgettingReport report) {
    /**
     * One for each task and reference that was decided on.
     *
     * @param wanted each of these must have been decided on; all that were if empty
     */
    List<Reading> tasks(List<String> wanted) {
        List<Reading> readings = new ArrayList<>();
        Set<String> open = new LinkedHashSet<>(wanted);
        for (Comparison comparison : comparisons()) {
            for (Difference task : comparison.tasks()) {
                if (task.verdict() != null && (wanted.isEmpty() || wanted.contains(task.task()))) {
                    readings.add(
                            of(comparison, task, Outcome.valueOf(task.verdict().word())));
                    open.remove(task.task());
                }
            }
        }
        open.forEach(task -> readings.add(undecided(task)));
        return readings;
    }

    /** One for each reference. */
    List<Reading> pooled(@Nullable Double margin) {
        List<Reading> readings = new ArrayList<>();
        for (Comparison comparison : comparisons()) {
            Macro macro = comparison.macro();
            if (macro != null) {
                readings.add(of(comparison, macro, margin == null ? macro.margin() : margin));
            }
        }
        return readings;
    }

    /** A task that the report does not decide on, or that nobody asked. */
    private Reading undecided(String task) {
        return comparisons().stream()
                .flatMap(comparison -> comparison.tasks().stream()
                        .filter(one -> one.task().equals(task))
                        .map(one -> of(comparison, one, Outcome.INCONCLUSIVE)))
                .findFirst()
                .orElseGet(() -> new Reading(task, null, 0, 0, null, null, null, Outcome.INCONCLUSIVE));
    }

    private List<Comparison> comparisons() {
        return report.comparisons().stream()
                .filter(comparison -> comparison.candidate().equals(report.candidate()))
                .toList();
    }

    private static Reading of(Comparison comparison, Difference task, Outcome outcome) {
        return new Reading(
                task.task(),
                comparison.reference(),
                task.documents(),
                task.change(),
                task.lower(),
                task.upper(),
                task.margin() == null ? null : -task.margin(),
                outcome);
    }

    private static Reading of(Comparison comparison, Macro macro, @Nullable Double margin) {
        Double limit = margin == null ? null : -margin;
        return new Reading(
                macro.tasks() == 1 ? "mean of 1 task" : "mean of %d tasks".formatted(macro.tasks()),
                comparison.reference(),
                null,
                macro.change(),
                macro.lower(),
                macro.upper(),
                limit,
                limit == null ? Outcome.INCONCLUSIVE : Outcome.above(limit, macro.lower(), macro.upper()));
    }
}
