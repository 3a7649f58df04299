package io.graft.core.method;

import java.util.List;

/** A point on the arc from the base to another model, by the angle between their tensors; on the line where they are parallel. */
final class Slerp implements MergeMethod {
    /** mergekit's bounds: shorter vectors are not normalised, smaller angles are not divided by. */
    private static final double SHORTEST = 1e-8;

    private static final double NEARLY_PARALLEL = 0.9995;

    private static final Parameter T =
            Parameter.real("t", Range.ANY, "how far to go: 0 is the base, 1 is the other model");

    @Override
    public Description description() {
        return new Description(
                "slerp",
                "Spherical interpolation between the base and one other model.",
                "Shoemake 1985, Animating rotation with quaternion curves, https://doi.org/10.1145/325165.325242",
                Models.onBase(1, 1),
                true,
                List.of(T));
    }

    @Override
    public Formula formula(Ingredients ingredients) {
        double t = ingredients.value(T);
        Vectors ends = new Vectors(
                List.of(ingredients.requiredBase(), ingredients.models().getFirst()), null);
        if (t == 0 || t == 1) {
            return WeightedSum.of(ends.models(), Arc.line(t), 1);
        }
        return MeasuredSum.ofWhole(ends, ingredients.shape(), gram -> weights(gram, t));
    }

    private static double[] weights(Gram gram, double t) {
        double cosine = gram.product(0, 1) / (length(gram.norm(0)) * length(gram.norm(1)));
        return Math.abs(cosine) > NEARLY_PARALLEL ? Arc.line(t) : Arc.circle(Arc.angle(cosine), t);
    }

    private static double length(double norm) {
        return norm > SHORTEST ? norm : 1;
    }
}
