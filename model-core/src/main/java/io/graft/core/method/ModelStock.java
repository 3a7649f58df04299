package io.graft.core.method;

import java.util.Arrays;
import java.util.List;

/** Between the base and the mean of the models, the nearer to the mean the more the models' differences from the base agree. */
final class ModelStock implements MergeMethod {
    /** mergekit divides by no smaller product of two lengths. */
    private static final double SMALLEST_PRODUCT = 1e-6;

    private static final Parameter FILTER_WISE =
            Parameter.flag("filter_wise", false, "whether each row has a ratio of its own");

    @Override
    public Description description() {
        return new Description(
                "model_stock",
                "The base, moved towards the mean of the models by a ratio that the angle between them gives.",
                "Jang et al. 2024, Model Stock, https://arxiv.org/abs/2403.19522",
                Models.onBase(2, Integer.MAX_VALUE),
                true,
                List.of(FILTER_WISE));
    }

    @Override
    public Formula formula(Ingredients ingredients) {
        String tensor = ingredients.tensor();
        Partition partition = ingredients.isOn(FILTER_WISE)
                ? Partition.rows(ingredients.shape(), tensor)
                : Partition.whole(ingredients.shape());
        return new MeasuredSum(Vectors.of(ingredients), ingredients.shape(), partition, gram -> weights(gram, tensor));
    }

    private static double[] weights(Gram gram, String tensor) {
        double[] weights = new double[gram.size()];
        Arrays.fill(weights, ratio(gram.size(), meanCosine(gram), tensor) / gram.size());
        return weights;
    }

    private static double meanCosine(Gram gram) {
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < gram.size(); i++) {
            for (int j = 0; j < i; j++, pairs++) {
                double lengths = Math.max(gram.norm(i) * gram.norm(j), SMALLEST_PRODUCT);
                sum += Math.clamp(gram.product(i, j) / lengths, -1, 1);
            }
        }
        return sum / pairs;
    }

    private static double ratio(int models, double cosine, String tensor) {
        double divisor = 1 + (models - 1) * cosine;
        if (divisor == 0) {
            throw MethodError.MERGE_UNDEFINED.at(
                    tensor,
                    "The models' differences from the base point apart in %s, with a mean cosine of %s: no ratio follows"
                            .formatted(tensor, cosine));
        }
        return models * cosine / divisor;
    }
}
