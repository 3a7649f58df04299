package io.graft.core.verification;

import java.util.List;

/**
 * A rule of a check that compares a number with a limit.
 *
 * @param name a stable name, such as {@code DIVERGENCE_MEAN}
 * @param meaning what is measured, for people
 */
public record Criterion(String name, Verdict verdict, double measured, double limit, String meaning) {
    public static Verdict worst(List<Criterion> criteria) {
        return Verdict.worst(criteria.stream().map(Criterion::verdict).toList());
    }
}
