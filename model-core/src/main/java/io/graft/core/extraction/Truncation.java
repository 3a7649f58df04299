package io.graft.core.extraction;

import io.graft.core.matrix.LowRankMatrix;
import io.graft.core.matrix.Matrix;
import io.graft.core.matrix.Svd;
import java.util.Arrays;

/** How much of a change is kept. */
public sealed interface Truncation {
    /** All of it. */
    record Nothing() implements Truncation {}

    /** The largest singular values, so many of each tensor. */
    record ToRank(int rank) implements Truncation {
        public ToRank {
            if (rank < 1) {
                throw ExtractionError.TRUNCATION_INVALID.at(
                        "rank", "The rank is %d".formatted(rank), "Give one of at least 1.");
            }
        }
    }

    /** As few singular values of each tensor as have this share of the sum of their squares. */
    record ToEnergy(double share) implements Truncation {
        public ToEnergy {
            if (!(share > 0 && share <= 1)) {
                throw ExtractionError.TRUNCATION_INVALID.at(
                        "energy", "The share of the energy is %s".formatted(share), "Give one above 0 and at most 1.");
            }
        }
    }

    /** What is left of a product that is never multiplied out: QR of its thin factors, then an SVD as small as the rank. */
    default LowRankMatrix of(LowRankMatrix product) {
        return this instanceof Nothing ? product : of(Svd.of(product).significant());
    }

    /** What is left of a whole matrix. */
    default LowRankMatrix of(Matrix matrix) {
        return switch (this) {
            case Nothing _ -> of(Svd.of(matrix).significant());
            case ToRank(int rank) -> factors(Svd.top(matrix, rank), rank);
            case ToEnergy(double share) -> upTo(share, matrix);
        };
    }

    private LowRankMatrix of(Svd svd) {
        double[] values = svd.values();
        return switch (this) {
            case Nothing _ -> factors(svd, values.length);
            case ToRank(int rank) -> factors(svd, rank);
            case ToEnergy(double share) -> factors(svd, count(values, share * squares(values, values.length)));
        };
    }

    /** The rank is doubled until it has enough, so that a matrix of low rank is never decomposed as a whole. */
    private static LowRankMatrix upTo(double share, Matrix matrix) {
        double norm = matrix.norm();
        double enough = share * norm * norm;
        int most = Math.min(matrix.rows(), matrix.columns());
        for (int rank = Math.min(16, most); ; rank = Math.min(2 * rank, most)) {
            Svd svd = Svd.top(matrix, rank);
            double[] values = svd.values();
            if (rank == most || squares(values, values.length) >= enough) {
                return factors(svd, count(values, enough));
            }
        }
    }

    /** How many of the largest values have so much energy; one at least. */
    private static int count(double[] values, double enough) {
        int count = 0;
        double energy = 0;
        while (count < values.length && (count == 0 || energy < enough)) {
            energy += values[count] * values[count];
            count++;
        }
        return count;
    }

    private static double squares(double[] values, int count) {
        return Arrays.stream(values, 0, count).map(value -> value * value).sum();
    }

    /** u · √σ and √σ · vᵀ: factors of one size lose least when they are rounded. */
    private static LowRankMatrix factors(Svd svd, int most) {
        Svd kept = svd.truncated(Math.min(most, svd.values().length));
        double[] roots = Arrays.stream(kept.values()).map(Math::sqrt).toArray();
        return new LowRankMatrix(
                kept.left().scaledRows(roots).transpose(), kept.right().scaledRows(roots));
    }
}
