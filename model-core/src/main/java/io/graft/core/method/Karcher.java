package io.graft.core.method;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The point of the sphere that is nearest to all models' directions, at the mean of their lengths. */
final class Karcher implements MergeMethod {
    /** How near to -1 a cosine may come before the way from one direction to the other is anyone's guess. */
    private static final double OPPOSITE = 1e-12;

    private static final Parameter MAX_ITER = Parameter.whole(
                    "max_iter", new Range(1, true, 1000, true), "how often the mean is improved at most")
            .or(10);
    private static final Parameter TOL = Parameter.real(
                    "tol", Range.POSITIVE, "the length of the step below which the mean is good enough")
            .or(1e-5);

    @Override
    public Description description() {
        return new Description(
                "karcher",
                "The Riemannian mean of the models' directions, at the mean of their lengths; all models count the same.",
                "Karcher 1977, Riemannian center of mass and mollifier smoothing, https://doi.org/10.1002/cpa.3160300502",
                Models.any(),
                true,
                List.of(MAX_ITER, TOL));
    }

    @Override
    public Formula formula(Ingredients ingredients) {
        if (ingredients.models().size() == 1) {
            return WeightedSum.of(ingredients.models(), new double[] {1}, 1);
        }
        Search search = new Search((int) ingredients.value(MAX_ITER), ingredients.value(TOL), ingredients.tensor());
        return MeasuredSum.ofWhole(Vectors.of(ingredients), ingredients.shape(), search::weights);
    }

    /** Looks for the mean among the weighted sums of the models. */
    private record Search(int steps, double tolerance, String tensor) {
        double[] weights(Gram gram) {
            double[] norms = gram.norms();
            int[] present = IntStream.range(0, norms.length)
                    .filter(i -> norms[i] > tolerance)
                    .toArray();
            double[] mean = mean(gram.divided(present, norms));
            double length = Arrays.stream(norms).sum() / norms.length;
            double[] weights = new double[norms.length];
            for (int i = 0; i < present.length; i++) {
                weights[present[i]] = length * mean[i] / norms[present[i]];
            }
            return weights;
        }

        private double[] mean(Gram directions) {
            double[] mean = start(directions);
            for (int i = 0; i < steps; i++) {
                double[] step = step(directions, mean);
                double length = directions.norm(step);
                if (length < tolerance) {
                    break;
                }
                double along = StrictMath.sin(length) / length;
                mean = unit(directions, sum(mean, StrictMath.cos(length), step, along));
            }
            return mean;
        }

        /** mergekit begins at the first model where the directions cancel each other. */
        private double[] start(Gram directions) {
            double[] sum = new double[directions.size()];
            Arrays.fill(sum, 1.0 / sum.length);
            if (directions.norm(sum) < tolerance && sum.length > 0) {
                Arrays.fill(sum, 0);
                sum[0] = 1;
            }
            return unit(directions, sum);
        }

        private double[] unit(Gram directions, double[] sum) {
            double length = directions.norm(sum);
            return Arrays.stream(sum).map(one -> one / length).toArray();
        }

        /** The mean of the ways from a point to all directions, each as long as its angle. */
        private double[] step(Gram directions, double[] from) {
            double[] step = new double[from.length];
            for (int i = 0; i < step.length; i++) {
                double cosine = Math.clamp(directions.product(from, i), -1, 1);
                double angle = Arc.angle(cosine);
                if (!(angle < tolerance)) {
                    double pull = angle / StrictMath.sin(notOpposite(angle, cosine)) / step.length;
                    step = sum(step, 1, from, -pull * cosine);
                    step[i] += pull;
                }
            }
            return step;
        }

        private double notOpposite(double angle, double cosine) {
            if (cosine + 1 < OPPOSITE) {
                throw MethodError.MERGE_UNDEFINED.at(
                        tensor, "Models have opposite directions in %s: they have no one mean".formatted(tensor));
            }
            return angle;
        }

        private static double[] sum(double[] one, double weight, double[] other, double otherWeight) {
            double[] sum = new double[one.length];
            Arrays.setAll(sum, i -> weight * one[i] + otherWeight * other[i]);
            return sum;
        }
    }
}
