package io.graft.core.interference;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What to do with several trainings of one base.
 *
 * @param serveUnmerged whether they had better be served side by side
 * @param method mergekit's name of the method that is the least harmful
 * @param weights by the name of the training
 * @param reason in a sentence or two
 */
public record Suggestion(boolean serveUnmerged, String method, Map<String, Double> weights, String reason) {
    /**
     * From here on changes count as going the same way. Seeds of one task meet at 0.6 in the samples, unrelated tasks at 0.01; between
     * 0.1 and 0.3 nobody has measured, so it is left to measuring.
     */
    static final double ALIKE = 0.3;

    static final double UNRELATED = 0.1;

    /**
     * What the pairs that agree least leave to do.
     *
     * @param pairs each of the trainings with each other; at least one pair
     */
    public static Suggestion of(List<Interference> pairs) {
        // What meets nowhere is in nobody's way, and must not hide a pair that is
        Interference worst = pairs.stream()
                .min(Comparator.comparing((Interference pair) -> pair.modules().isEmpty())
                        .thenComparingDouble(Interference::cosine))
                .orElseThrow(() -> new IllegalArgumentException("There must be two trainings at least"));
        List<String> names = pairs.stream()
                .flatMap(pair -> List.of(pair.first(), pair.second()).stream())
                .distinct()
                .toList();
        if (worst.modules().isEmpty()) {
            return new Suggestion(
                    false,
                    "task_arithmetic",
                    weights(names, 1),
                    "%s and %s change different tensors, so they can be added"
                            .formatted(worst.first(), worst.second()));
        }
        if (worst.cosine() >= ALIKE) {
            return new Suggestion(
                    false,
                    "linear",
                    weights(names, 1.0 / names.size()),
                    "All of them change the model in a like direction (cosine %.2f or more), as trainings of one task do; their mean keeps it"
                            .formatted(worst.cosine()));
        }
        if (worst.cosine() >= UNRELATED) {
            return new Suggestion(
                    false,
                    "ties",
                    weights(names, 1),
                    "%s and %s partly agree (cosine %.2f, %.0f %% of signs against each other): resolve the signs, and measure old tasks before and after"
                            .formatted(worst.first(), worst.second(), worst.cosine(), 100 * worst.signConflict()));
        }
        return new Suggestion(
                true,
                "task_arithmetic",
                weights(names, 1),
                "%s and %s %s (cosine %.2f, %.0f %% of signs against each other): their mean would be half of each, their sum would disturb both"
                        .formatted(
                                worst.first(),
                                worst.second(),
                                worst.cosine() <= -UNRELATED ? "undo each other" : "have nothing in common",
                                worst.cosine(),
                                100 * worst.signConflict()));
    }

    private static Map<String, Double> weights(List<String> names, double weight) {
        Map<String, Double> weights = new LinkedHashMap<>();
        names.forEach(name -> weights.put(name, weight));
        return weights;
    }
}
