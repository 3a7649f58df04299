package io.graft.core.merge;

import io.graft.core.recipe.Parameter;
import io.graft.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What each merge method makes of the parts of a tensor: which terms, with which weights. */
final class Weighing {
    /** mergekit divides by sums of weights down to this, and by 1 below it. */
    private static final double SMALLEST_SUM = 1e-8;

    private final Target target;
    private final Map<Tensor, List<Double>> stored = new LinkedHashMap<>();
    private final List<Term.Product> products = new ArrayList<>();

    private Weighing(Target target) {
        this.target = target;
    }

    static Combination of(Target target) {
        Weighing weighing = new Weighing(target);
        return switch (target.recipe().method()) {
            case LINEAR -> weighing.linear();
            case PASSTHROUGH -> weighing.passthrough();
            case TASK_ARITHMETIC -> weighing.taskArithmetic();
        };
    }

    private Combination linear() {
        boolean normalize = target.isOn(Parameter.NORMALIZE);
        if (normalize && target.parts().size() == 1) {
            return weighed(1);
        }
        target.parts().forEach(part -> add(target.value(Parameter.WEIGHT, part), part));
        double divisor = normalize ? sumOfWeights() : 1;
        if (Math.abs(divisor) < SMALLEST_SUM) {
            throw MergeError.MERGE_WEIGHTS_CANCEL.at(
                    target.name(), "The weights for %s add up to %s".formatted(target.name(), divisor));
        }
        return Combination.sum(terms(), products, divisor);
    }

    private Combination passthrough() {
        return weighed(target.value(Parameter.SCALE, target.parts().getFirst()));
    }

    private Combination weighed(double weight) {
        add(weight, target.parts().getFirst());
        return Combination.sum(terms(), products, 1);
    }

    private Combination taskArithmetic() {
        Tensor base = Objects.requireNonNull(target.base());
        target.parts().forEach(part -> add(target.value(Parameter.WEIGHT, part), part));
        double sum = sumOfWeights();
        double divisor = target.isOn(Parameter.NORMALIZE) && Math.abs(sum) >= SMALLEST_SUM ? sum : 1;
        double lambda = target.value(Parameter.LAMBDA);
        List<Term.Stored> differences = terms().stream()
                .filter(term ->
                        term.weight() != 0 && lambda != 0 && !term.tensor().equals(base))
                .toList();
        return new Combination(base, differences, lambda == 0 ? List.of() : products, divisor, lambda);
    }

    private void add(double weight, Part part) {
        stored.computeIfAbsent(part.tensor(), tensor -> new ArrayList<>()).add(weight);
        part.delta()
                .filter(delta -> weight != 0 && delta.scale() != 0)
                .ifPresent(delta -> products.add(new Term.Product(weight * delta.scale(), delta)));
    }

    /** One term for each tensor, since adapters of one base bring the same one; none of weight 0 unless there is no other. */
    private List<Term.Stored> terms() {
        List<Term.Stored> all = stored.entrySet().stream()
                .map(entry -> new Term.Stored(sum(entry.getValue()), entry.getKey()))
                .toList();
        List<Term.Stored> weighty =
                all.stream().filter(term -> term.weight() != 0).toList();
        return weighty.isEmpty() ? all.subList(0, Math.min(1, all.size())) : weighty;
    }

    private double sumOfWeights() {
        return sum(stored.values().stream().flatMap(List::stream).toList());
    }

    /** From the smallest up, so that the order in which models are listed means nothing. */
    private static double sum(List<Double> weights) {
        return weights.stream().sorted().reduce(0.0, Double::sum);
    }
}
