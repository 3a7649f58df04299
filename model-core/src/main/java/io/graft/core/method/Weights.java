package io.graft.core.method;

import java.util.Arrays;

/** The parameters that many methods share, and sums of weights. */
final class Weights {
    /** A smaller sum of weights is none to divide by; mergekit divides by 1 then. */
    static final double SMALLEST_SUM = 1e-8;

    static final Parameter WEIGHT = Parameter.real("weight", Range.ANY, "how much of the model goes into the result")
            .ofEachModel();

    static final Parameter LAMBDA = Parameter.real(
                    "lambda",
                    Range.ANY,
                    "what the sum of the differences is multiplied by before it is added to the base")
            .or(1);

    private Weights() {}

    static Parameter normalize(boolean fallback) {
        return Parameter.flag("normalize", fallback, "whether the sum is divided by the sum of the weights");
    }

    /** From the smallest up, so that the order in which models are listed means nothing. */
    static double sum(double... weights) {
        return Arrays.stream(weights).sorted().reduce(0, Double::sum);
    }

    /** The sum of all, which may not be 0. */
    static double divisor(double[] weights, String tensor) {
        double sum = sum(weights);
        if (Math.abs(sum) < SMALLEST_SUM) {
            throw MethodError.MERGE_WEIGHTS_CANCEL.at(tensor, "The weights for %s add up to %s".formatted(tensor, sum));
        }
        return sum;
    }

    /** Each weight divided by the sum of all. */
    static double[] normalized(double[] weights, String tensor) {
        double sum = divisor(weights, tensor);
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }
}
