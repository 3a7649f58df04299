package io.graft.core.score;

import io.graft.core.suite.FilterSpec;
import io.graft.core.suite.Reply;
import java.util.List;
import java.util.Map;

/** One of a task's filters: a named row of steps that its answers go through before they are measured. */
final class Filter {
    private static final String TAKE_FIRST = "take_first";

    private final String name;
    private final List<FilterStep> steps;
    private final boolean single;

    private Filter(String name, List<FilterStep> steps, boolean single) {
        this.name = name;
        this.steps = steps;
        this.single = single;
    }

    /** @throws io.graft.core.GraftException if there is no such step, or it cannot be used so */
    static Filter of(FilterSpec spec) {
        List<FilterSpec.Step> steps = spec.steps();
        requireTakenLast(spec);
        boolean single = !steps.isEmpty() && steps.getLast().function().equals(TAKE_FIRST);
        return new Filter(spec.name(), steps.stream().map(FilterSteps::of).toList(), single);
    }

    /** lm-evaluation-harness takes the one answer for a list of letters then. */
    private static void requireTakenLast(FilterSpec spec) {
        List<String> functions =
                spec.steps().stream().map(FilterSpec.Step::function).toList();
        int taken = functions.indexOf(TAKE_FIRST);
        if (taken >= 0 && taken < functions.size() - 1) {
            throw ScoreError.SCORE_WRONG_OPTION.at(
                    spec.name(),
                    "%s comes after take_first, which leaves no list to go on with."
                            .formatted(functions.get(taken + 1)),
                    "Put take_first last.");
        }
    }

    String name() {
        return name;
    }

    /** What is left of a request's answers, at least one. */
    Filtered apply(List<Reply> replies, Map<String, Object> document) {
        List<Reply> rest = replies;
        for (FilterStep step : steps) {
            rest = step.apply(rest, document);
        }
        return new Filtered(rest, single);
    }
}
