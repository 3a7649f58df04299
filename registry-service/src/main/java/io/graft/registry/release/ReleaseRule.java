package io.graft.registry.release;

import io.graft.core.GraftException;
import io.graft.registry.evaluation.EvaluationOrders;
import io.graft.registry.model.ModelName;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to do when a version is released: merge it, measure the result, judge it, and move an alias if it passes.
 *
 * @param name {@code namespace/name}
 * @param merge the recipe; null to judge the released version as it is
 * @param into the model that gets what is merged, and whose alias is moved; null without a recipe, for the released model itself
 * @param evaluate what is measured before the gate judges; null for nothing
 * @param gate {@code namespace/name@number} or {@code @latest}
 */
record ReleaseRule(
        ModelName name,
        Trigger when,
        @Nullable Template merge,
        @Nullable ModelName into,
        EvaluationOrders.@Nullable Order evaluate,
        String gate,
        String alias,
        Concurrency concurrency,
        Limits limits) {

    /** What becomes of a run while another one for the same alias is under way. */
    enum Concurrency {
        /** It waits for its turn. */
        QUEUE,
        /** It takes the place of the other, which is cancelled. */
        REPLACE,
        /** It is not begun. */
        SKIP
    }

    /**
     * @param runsPerDay how many runs are begun within 24 hours at most
     * @param depth how many runs may follow from one release, one from another
     */
    record Limits(int runsPerDay, int depth) {
        static final Limits DEFAULT = new Limits(100, 4);
    }

    ReleaseRule {
        if ((merge == null) != (into == null)) {
            throw new GraftException(
                    ReleaseError.RULE_VALUE_INVALID,
                    "then",
                    "A rule with a recipe says into which model to merge, and one without does not",
                    "Give both merge and into, or neither.");
        }
    }

    /** The model whose alias is moved when this version was released. */
    ModelName target(ModelName released) {
        return into == null ? released : into;
    }

    /** The model that gets what is merged; only for rules that merge. */
    ModelName intoRequired() {
        return Objects.requireNonNull(into);
    }

    /** Whether what this rule does can set another one off. */
    boolean setsOff(ReleaseRule other) {
        return switch (other.when()) {
            case Trigger.Released(Selector selector) -> into != null && selector.names(into);
            case Trigger.Aliased(Selector selector, String moved) ->
                moved.equals(alias) && (into == null ? selector.mayMeet(when.selector()) : selector.names(into));
        };
    }
}
