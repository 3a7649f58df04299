package io.graft.core.forgetting;

/**
 * The mean change over the guarded tasks that are no losses.
 *
 * @param error of the mean, tasks taken as independent
 */
public record Macro(
        int tasks, double change, double error, double lower, double upper, double margin, Verdict verdict) {}
