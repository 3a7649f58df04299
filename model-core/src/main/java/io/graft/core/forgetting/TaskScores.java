package io.graft.core.forgetting;

import io.graft.core.artifact.Digest;

/**
 * What one model scored on one task by one metric.
 *
 * @param metric as in result files, such as {@code acc,none}
 * @param higherIsBetter false turns means and corpus metrics around; losses are always better when lower
 * @param chance what guessing scores: 1 / choices, or 0
 * @param requests digest of all requests as they went to the model; models are compared only if it is the same
 * @param replies digest of all raw replies; if two models agree in it everywhere, they are the same model
 */
public record TaskScores(
        String task,
        String metric,
        boolean higherIsBetter,
        double chance,
        Digest requests,
        Digest replies,
        Scores scores) {}
