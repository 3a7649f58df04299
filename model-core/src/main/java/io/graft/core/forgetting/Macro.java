package io.graft.core.forgetting;

import org.jspecify.annotations.Nullable;

/**
 * The mean change over the guarded tasks that are no losses.
 *
 * @param margin null if it is not tested
 * @param verdict null if it is not tested
 * @param error of the mean, tasks taken as independent
 */
public record Macro(
        int tasks,
        double change,
        double error,
        double lower,
        double upper,
        @Nullable Double margin,
        @Nullable Verdict verdict) {}
