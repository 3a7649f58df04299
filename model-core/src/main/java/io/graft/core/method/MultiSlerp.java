package io.graft.core.method;

import java.util.Arrays;
import java.util.List;

/**
 * The weighted mean of the models' directions, as long as the weighted mean of their lengths.
 *
 * <p>mergekit goes from this mean direction m along {@code Σ weight · (u - (u·m) m)}, the sum of the directions u as seen from m.
 * But m is {@code Σ weight · u} divided by its length, so that sum is zero, and only {@code cos(eps)} is left of the step.
 */
final class MultiSlerp implements MergeMethod {
    private static final Parameter NORMALIZE =
            Parameter.flag("normalize_weights", true, "whether the weights are divided by their sum");
    private static final Parameter EPS = Parameter.real(
                    "eps",
                    Range.POSITIVE,
                    "what is added to lengths that are divided by, and the shortest mean there may be")
            .or(1e-8);

    @Override
    public Description description() {
        return new Description(
                "multislerp",
                "The weighted mean of several models' directions, at the weighted mean of their lengths.",
                "mergekit, https://github.com/arcee-ai/mergekit",
                new Models(Models.Base.OPTIONAL, 1, Integer.MAX_VALUE),
                true,
                List.of(Weights.WEIGHT, NORMALIZE, EPS));
    }

    @Override
    public Formula formula(Ingredients ingredients) {
        double[] weights = weights(ingredients);
        double eps = ingredients.value(EPS);
        return MeasuredSum.ofWhole(
                Vectors.of(ingredients),
                ingredients.shape(),
                gram -> weights(gram, weights, eps, ingredients.tensor()));
    }

    private static double[] weights(Ingredients ingredients) {
        double[] weights = ingredients.values(Weights.WEIGHT);
        return weights.length > 1 && ingredients.isOn(NORMALIZE)
                ? Weights.normalized(weights, ingredients.tensor())
                : weights;
    }

    private static double[] weights(Gram gram, double[] weights, double eps, String tensor) {
        if (weights.length == 1) {
            return new double[] {1};
        }
        double[] norms = gram.norms();
        double[] directions = new double[weights.length];
        Arrays.setAll(directions, i -> weights[i] / (norms[i] + eps));
        double length = gram.norm(directions);
        if (length < eps) {
            return straight(norms, weights, tensor);
        }
        double scale = StrictMath.cos(eps) * Products.sum(weights, norms, 0, norms.length) / length;
        return Arrays.stream(directions).map(one -> one * scale).toArray();
    }

    private static double[] straight(double[] norms, double[] weights, String tensor) {
        if (weights.length > 2 && Arrays.stream(norms).anyMatch(norm -> norm != 0)) {
            throw MethodError.MERGE_UNDEFINED.at(
                    tensor, "The models' directions cancel each other in %s: they have no mean".formatted(tensor));
        }
        return weights;
    }
}
