package io.graft.core.merge;

import io.graft.core.method.Parameter;
import io.graft.core.recipe.ModelReference;
import io.graft.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A tensor that is a weighted sum of whole tensors, spelled out for whoever wants to add it up by other means.
 *
 * @param terms what is added up
 */
public record PlainSum(List<Term> terms) {
    /**
     * A weighted tensor.
     *
     * @param model which model it is from, with or without an adapter
     * @param stored as the model's files hold it, before its adapter changes it
     */
    public record Term(double weight, ModelReference model, Tensor stored) {}

    public PlainSum {
        terms = List.copyOf(terms);
    }

    static Optional<PlainSum> of(Target target) {
        if (target.recipe().tokenizer() != null) {
            return Optional.empty();
        }
        double[] weights = new double[target.parts().size()];
        switch (target.method().description().name()) {
            case "passthrough" -> Arrays.setAll(weights, i -> value(target, "scale", i));
            case "linear" -> setMean(target, weights);
            case "task_arithmetic" -> setDifferences(target, weights);
            default -> {
                return Optional.empty();
            }
        }
        return Optional.of(new PlainSum(terms(target, weights)));
    }

    private static void setMean(Target target, double[] weights) {
        Arrays.setAll(weights, i -> value(target, "weight", i));
        divide(weights, isNormalized(target));
    }

    private static void setDifferences(Target target, double[] weights) {
        Arrays.setAll(weights, i -> value(target, "weight", i));
        divide(weights, isNormalized(target) && Arrays.stream(weights).anyMatch(weight -> weight != 0));
        double lambda = target.value(parameter(target, "lambda"));
        Arrays.setAll(weights, i -> weights[i] * lambda);
    }

    private static void divide(double[] weights, boolean normalized) {
        if (normalized && weights.length == 1) {
            weights[0] = 1;
        } else if (normalized) {
            double sum = Arrays.stream(weights).sum();
            Arrays.setAll(weights, i -> weights[i] / sum);
        }
    }

    private static List<Term> terms(Target target, double[] weights) {
        List<Term> terms = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            Part part = target.parts().get(i);
            terms.add(new Term(weights[i], part.source().model(), part.tensor()));
        }
        Part base = target.basePart();
        if (base != null) {
            double rest = 1 - Arrays.stream(weights).sum();
            terms.add(new Term(rest, base.source().model(), base.tensor()));
        }
        return terms;
    }

    private static boolean isNormalized(Target target) {
        return target.isOn(parameter(target, "normalize"));
    }

    private static double value(Target target, String parameter, int model) {
        return target.value(parameter(target, parameter), model);
    }

    private static Parameter parameter(Target target, String name) {
        return target.method().description().parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
