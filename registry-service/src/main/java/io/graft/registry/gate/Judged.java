package io.graft.registry.gate;

import java.util.List;

/**
 * What became of one condition of a gate.
 *
 * @param applies false for a condition that says nothing about a version of this kind; it decides nothing then
 * @param sentence what was found and what was asked for, for a person
 * @param readings the numbers that were compared
 * @param evidence what it was judged by
 */
public record Judged(
        Condition condition,
        Outcome outcome,
        boolean applies,
        String sentence,
        List<Reading> readings,
        List<Evidence> evidence) {
    public Judged {
        readings = List.copyOf(readings);
        evidence = List.copyOf(evidence);
    }

    static Judged of(Condition condition, Outcome outcome, String sentence, Evidence... evidence) {
        return new Judged(condition, outcome, true, sentence, List.of(), List.of(evidence));
    }

    static Judged unknown(Condition condition, String sentence, Evidence... evidence) {
        return of(condition, Outcome.INCONCLUSIVE, sentence, evidence);
    }

    static Judged notApplicable(Condition condition, String sentence) {
        return new Judged(condition, Outcome.PASS, false, sentence, List.of(), List.of());
    }

    Judged with(List<Reading> numbers) {
        return new Judged(condition, outcome, applies, sentence, numbers, evidence);
    }

    boolean awaitsApproval() {
        return condition instanceof ApprovalCondition && outcome == Outcome.INCONCLUSIVE;
    }
}
