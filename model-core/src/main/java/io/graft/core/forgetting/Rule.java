package io.graft.core.forgetting;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How margins are set and how sure a verdict is. It is fixed before the run.
 *
 * @param alpha one-sided chance to pass a model that is worse by the margin, such as 0.05
 * @param looks how often at most one wants to look at growing data, 1 to 5; more looks ask for more at each (Pocock)
 * @param retention share of what a model can do beyond chance that has to be kept, such as 0.95
 * @param smallestMargin a task whose margin would be less is not decided on: it is too near to chance
 * @param lossMargin permitted growth of a loss in nats per unit; ln 1.01 permits 1 % of perplexity
 * @param macroMargin permitted drop of the mean over tasks, such as 0.005; null if it is not tested, as it takes some 25,000 documents
 * @param power wanted chance to pass a model whose change is {@code expectedChange}
 * @param expectedChange the true change that documents still needed are reckoned with; less than 0 is worse
 * @param floors by task, the change that nothing excuses, such as -0.05: a task whose upper bound is below it fails
 */
public record Rule(
        double alpha,
        int looks,
        double retention,
        double smallestMargin,
        double lossMargin,
        @Nullable Double macroMargin,
        double power,
        double expectedChange,
        Map<String, Double> floors) {
    /** Keep 95 % beyond chance and perplexity within 1 %; one look, 5 % error, 80 % power. */
    public static final Rule DEFAULT = new Rule(0.05, 1, 0.95, 0.005, Math.log(1.01), null, 0.8, 0, Map.of());

    public Rule {
        floors = Map.copyOf(floors);
        if (!(alpha > 0 && alpha < 0.5) || looks < 1 || looks > 5) {
            throw new IllegalArgumentException("alpha %s, %d looks".formatted(alpha, looks));
        }
        if (!(retention >= 0 && retention < 1) || !(lossMargin > 0) || !(smallestMargin >= 0)) {
            throw new IllegalArgumentException("retention %s, smallest margin %s, loss margin %s"
                    .formatted(retention, smallestMargin, lossMargin));
        }
        if (!(power > 0.5 && power < 1)) {
            throw new IllegalArgumentException("power %s".formatted(power));
        }
    }

    /** The same with a test of the mean over tasks. */
    public Rule withMacroMargin(double permitted) {
        return new Rule(alpha, looks, retention, smallestMargin, lossMargin, permitted, power, expectedChange, floors);
    }

    /** What is left of a score beyond chance; null for losses, and where there is next to nothing to lose. */
    @Nullable
    Double retention(TaskScores before, double after) {
        if (before.scores() instanceof Scores.Losses || margin(before) < smallestMargin) {
            return null;
        }
        return (after - before.chance()) / (before.scores().total() - before.chance());
    }

    /** How much worse than this a model may be; 0 or less for one that is no better than chance. */
    double margin(TaskScores scores) {
        if (scores.scores() instanceof Scores.Losses) {
            return lossMargin;
        }
        double beyond = scores.scores().total() - scores.chance();
        return (1 - retention) * (scores.higherIsBetter() ? beyond : -beyond);
    }
}
