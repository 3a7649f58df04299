package io.graft.core.forgetting;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A candidate against a reference, on all tasks that both were asked.
 *
 * @param macro null if no such task is guarded
 * @param suspects tasks that look worse, most suspicious first
 * @param identical whether the two gave the same replies everywhere, to the last digit
 * @param verdict passes only if every guarded task and the macro mean do; null if nothing is decided here
 */
public record Comparison(
        String reference,
        String candidate,
        List<Difference> tasks,
        @Nullable Macro macro,
        List<Suspect> suspects,
        boolean identical,
        @Nullable Verdict verdict) {
    public Comparison {
        tasks = List.copyOf(tasks);
        suspects = List.copyOf(suspects);
    }

    /**
     * Compares without deciding anything.
     *
     * @throws io.graft.core.GraftException with a {@link ForgettingError} if the two were not asked the same
     */
    public static Comparison of(Arm reference, Arm candidate) {
        return Gate.of(new Margins(Rule.DEFAULT, List.of(), List.of())).compare(reference, candidate);
    }
}
