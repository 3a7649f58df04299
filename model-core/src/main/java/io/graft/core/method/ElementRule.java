package io.graft.core.method;

import io.graft.core.matrix.Matrix;
import java.util.List;

/** How matrices of one shape become one, element by element. */
sealed interface ElementRule {
    Parameter DENSITY = Parameter.real(
                    "density", Range.SHARE, "the share of each adapter's elements that the rule ties keeps")
            .or(1);

    /** The rule that recipes call {@code sum}, {@code mean} or {@code ties}. */
    static ElementRule named(String name, double density) {
        return switch (name) {
            case "sum" -> new Sum();
            case "mean" -> new Mean();
            case "ties" -> new Ties(density);
            default -> throw new IllegalArgumentException(name + " is not a rule");
        };
    }

    /** What they agree on, with one weight for each matrix. */
    Matrix of(List<Matrix> matrices, double[] weights);

    /** Σ wᵢMᵢ, as in task arithmetic. */
    record Sum() implements ElementRule {
        @Override
        public Matrix of(List<Matrix> matrices, double[] weights) {
            Matrix sum =
                    Matrix.zero(matrices.getFirst().rows(), matrices.getFirst().columns());
            for (int i = 0; i < weights.length; i++) {
                sum = sum.plus(matrices.get(i).times(weights[i]));
            }
            return sum;
        }
    }

    /** Σ wᵢMᵢ / T: the average, if all weights are 1. */
    record Mean() implements ElementRule {
        @Override
        public Matrix of(List<Matrix> matrices, double[] weights) {
            return new Sum().of(matrices, weights).times(1.0 / weights.length);
        }
    }

    /**
     * TIES (Yadav et al., 2023, arXiv 2306.01708): of each matrix only the largest magnitudes are kept; the weighted sum elects the
     * sign of each element; then those that agree with it are averaged, Σ wᵢMᵢ / Σ |wᵢ|.
     *
     * @param density the share of elements kept of each matrix, above 0 and up to 1; at least one is kept
     */
    record Ties(double density) implements ElementRule {
        public Ties {
            if (!(density > 0 && density <= 1)) {
                throw new IllegalArgumentException("A density is above 0 and at most 1");
            }
        }

        @Override
        public Matrix of(List<Matrix> matrices, double[] weights) {
            double[][] kept = matrices.stream()
                    .map(matrix -> Trimming.keepLargest(matrix.toArray(), density))
                    .toArray(double[][]::new);
            double[] result = new double[kept[0].length];
            for (int i = 0; i < result.length; i++) {
                result[i] = elected(kept, weights, i);
            }
            return Matrix.of(matrices.getFirst().rows(), matrices.getFirst().columns(), result);
        }

        private static double elected(double[][] kept, double[] weights, int element) {
            double vote = 0;
            for (int k = 0; k < weights.length; k++) {
                vote += weights[k] * kept[k][element];
            }
            double sum = 0;
            double divisor = 0;
            for (int k = 0; k < weights.length; k++) {
                double weighted = weights[k] * kept[k][element];
                if (vote >= 0 ? weighted > 0 : !(weighted >= 0)) {
                    sum += weighted;
                    divisor += Math.abs(weights[k]);
                }
            }
            return divisor == 0 ? 0 : sum / divisor;
        }
    }
}
