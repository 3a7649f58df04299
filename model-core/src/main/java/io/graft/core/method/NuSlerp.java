package io.graft.core.method;

import io.graft.core.tensor.Shape;
import java.util.List;

/** A point on the arc between two models or between their differences from a base: of whole tensors, of rows or of columns. */
final class NuSlerp implements MergeMethod {
    /** mergekit's bounds, as in the next two. */
    private static final double SMALLEST_SUM = 1e-6;

    private static final double SHORTEST = 1e-7;
    private static final double SMALLEST_SINE = 1e-8;

    private static final Parameter FLATTEN =
            Parameter.flag("nuslerp_flatten", true, "whether a tensor is taken as one vector rather than row by row");
    private static final Parameter ROW_WISE = Parameter.flag(
            "nuslerp_row_wise",
            false,
            "whether a tensor that is not flattened is taken apart along its first dimension, not its last");

    @Override
    public Description description() {
        return new Description(
                "nuslerp",
                "Spherical interpolation between two models, or between their differences from a base.",
                "mergekit, https://github.com/arcee-ai/mergekit",
                new Models(Models.Base.OPTIONAL, 2, 2),
                true,
                List.of(Weights.WEIGHT, ROW_WISE, FLATTEN));
    }

    @Override
    public Formula formula(Ingredients ingredients) {
        double t = share(ingredients.values(Weights.WEIGHT));
        return new MeasuredSum(
                Vectors.of(ingredients), ingredients.shape(), partition(ingredients), gram -> weights(gram, t));
    }

    private static double share(double[] weights) {
        double sum = Weights.sum(weights);
        return Math.abs(sum) < SMALLEST_SUM ? 0.5 : weights[1] / sum;
    }

    private static Partition partition(Ingredients ingredients) {
        Shape shape = ingredients.shape();
        if (ingredients.isOn(FLATTEN)) {
            return Partition.whole(shape);
        }
        return ingredients.isOn(ROW_WISE)
                ? Partition.columns(shape, ingredients.tensor())
                : Partition.rows(shape, ingredients.tensor());
    }

    private static double[] weights(Gram gram, double t) {
        double lengths = Math.max(gram.norm(0), SHORTEST) * Math.max(gram.norm(1), SHORTEST);
        double angle = Arc.angle(gram.product(0, 1) / lengths);
        return StrictMath.sin(angle) < SMALLEST_SINE ? Arc.line(t) : Arc.circle(angle, t);
    }
}
