package io.graft.core.score;

import java.util.OptionalDouble;

/**
 * One metric of a task or group.
 *
 * @param standardError empty where lm-evaluation-harness writes N/A: for ratios of sums, for one document, or if none was asked
 *     for
 * @param documents how many it is over
 */
public record Score(
        String task,
        String metric,
        String filter,
        double value,
        OptionalDouble standardError,
        boolean higherIsBetter,
        int documents) {
    /** As result files name it: {@code acc_norm,none}. */
    public String key() {
        return metric + "," + filter;
    }

    String errorKey() {
        return metric + "_stderr," + filter;
    }
}
