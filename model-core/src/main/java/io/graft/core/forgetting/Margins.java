package io.graft.core.forgetting;

import java.util.List;
import java.util.Optional;

/** What was agreed before the run: the rule, every margin, and which tasks are left out and why. */
public record Margins(Rule rule, List<Margin> guarded, List<Excluded> excluded) {
    public Margins {
        guarded = List.copyOf(guarded);
        excluded = List.copyOf(excluded);
    }

    Optional<Margin> of(String reference, String task) {
        return guarded.stream()
                .filter(margin ->
                        margin.reference().equals(reference) && margin.task().equals(task))
                .findFirst();
    }
}
