package io.graft.registry.evaluation;

import io.graft.core.GraftException;
import io.graft.core.job.Task;
import io.graft.core.suite.Suite;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to run on what.
 *
 * @param suite {@code namespace/name@number}, or {@code @latest}
 * @param tasks those of the suite's tasks that are run; all unless given
 * @param limit how many documents of each task at most
 * @param numFewshot how many solved examples stand before each question; as many as each task says unless given
 * @param device {@code any}, {@code cpu} or {@code cuda}; any unless given
 * @param force whether to run again what was run before
 * @param acceptWithdrawn whether to run also what was withdrawn, such as to find out how bad it is
 */
record NewEvaluation(
        String suite,
        List<Arm> arms,
        @Nullable List<String> tasks,
        @Nullable Integer limit,
        @Nullable Integer numFewshot,
        @Nullable String device,
        @Nullable Boolean force,
        @Nullable Boolean acceptWithdrawn) {
    private static final Set<String> DEVICES = Set.of("any", "cpu", "cuda");

    /** @param adapters switched on, unmerged */
    record Arm(String model, @Nullable List<String> adapters) {
        List<String> switchedOn() {
            return adapters == null ? List.of() : adapters;
        }
    }

    boolean forced() {
        return Boolean.TRUE.equals(force);
    }

    boolean acceptsWithdrawn() {
        return Boolean.TRUE.equals(acceptWithdrawn);
    }

    Task.RunSettings settings() {
        return settings(tasks, limit, numFewshot, device);
    }

    static Task.RunSettings settings(
            @Nullable List<String> tasks,
            @Nullable Integer limit,
            @Nullable Integer numFewshot,
            @Nullable String device) {
        String on = device == null ? "any" : device;
        require(limit == null || limit > 0, "limit", "A limit of %s documents".formatted(limit));
        require(
                numFewshot == null || (numFewshot >= 0 && numFewshot <= Suite.MOST_SHOTS),
                "numFewshot",
                "A number of %s examples".formatted(numFewshot));
        require(DEVICES.contains(on), "device", "A device \"%s\"".formatted(on));
        List<String> chosen =
                tasks == null ? List.of() : tasks.stream().sorted().distinct().toList();
        return new Task.RunSettings(chosen, limit, numFewshot, on);
    }

    private static void require(boolean holds, String field, String what) {
        if (!holds) {
            throw new GraftException(
                    EvaluationError.EVALUATION_SETTING_INVALID,
                    field,
                    what + " is not possible",
                    "Give at least 1 document, 0 to %d examples, and any, cpu or cuda as the device."
                            .formatted(Suite.MOST_SHOTS));
        }
    }
}
