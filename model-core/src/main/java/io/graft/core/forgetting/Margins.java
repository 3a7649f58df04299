package io.graft.core.forgetting;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was agreed before the run: the rule, every margin, and which tasks are left out and why. */
public record Margins(Rule rule, List<Margin> guarded, List<Excluded> excluded) {
    public Margins {
        guarded = List.copyOf(guarded);
        excluded = List.copyOf(excluded);
    }

    /**
     * Sets the margins of all tasks of some models by a rule. The candidate has no part in it, so that they could as well be set
     * before it existed.
     *
     * @param references that the candidate must be no worse than: its base, or each of its parents at what they can do
     */
    public static Margins of(Rule rule, List<Arm> references) {
        List<Margin> guarded = new ArrayList<>();
        List<Excluded> excluded = new ArrayList<>();
        for (Arm arm : references) {
            for (TaskScores scores : arm.tasks()) {
                Margin margin = new Margin(
                        arm.name(),
                        scores.task(),
                        rule.margin(scores),
                        scores.scores().total(),
                        scores.chance());
                if (margin.margin() > 0 && margin.margin() >= rule.smallestMargin()) {
                    guarded.add(margin);
                } else {
                    excluded.add(margin.excluded());
                }
            }
        }
        return new Margins(rule, guarded, excluded);
    }

    List<Margin> of(String reference) {
        return guarded.stream()
                .filter(margin -> margin.reference().equals(reference))
                .toList();
    }

    Optional<Margin> of(String reference, String task) {
        return guarded.stream()
                .filter(margin ->
                        margin.reference().equals(reference) && margin.task().equals(task))
                .findFirst();
    }
}
