package io.graft.core.forgetting;

/**
 * How much worse than a reference a model may be on a task.
 *
 * @param reference name of the arm that it is compared with
 * @param margin above 0; in the metric's unit, or in nats per unit for a loss
 * @param score what the reference scored when the margin was set
 * @param chance what guessing scores
 */
public record Margin(String reference, String task, double margin, double score, double chance) {
    Excluded excluded() {
        return new Excluded(
                reference,
                task,
                "%s scores %.4f where chance scores %.4f: too near to test what it would lose"
                        .formatted(reference, score, chance));
    }
}
