package io.graft.core.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;

/** Matrices to try things on, and how near two of them are. */
public final class Matrices {
    private Matrices() {}

    public static Matrix random(int rows, int columns, long seed) {
        Random random = new Random(seed);
        double[] values = new double[rows * columns];
        Arrays.setAll(values, _ -> random.nextGaussian());
        return Matrix.of(rows, columns, values);
    }

    /** A matrix with these singular values. */
    public static Matrix withValues(int rows, int columns, double... values) {
        Matrix left = Qr.of(random(rows, values.length, 1)).q();
        Matrix right = Qr.of(random(columns, values.length, 2)).q();
        return left.multiply(right.transpose().scaledRows(values));
    }

    static Matrix product(Svd svd) {
        return svd.left().transpose().multiply(svd.right().scaledRows(svd.values()));
    }

    static void assertOrthonormalRows(Matrix rows) {
        assertThat(rows.multiplyTransposed(rows)
                        .minus(Matrix.identity(rows.rows()))
                        .largest())
                .isLessThan(1e-13);
    }

    /** Within a share of the expected matrix's norm, or of 1 if that is less. */
    public static void assertNear(Matrix found, Matrix expected, double share) {
        assertThat(found.rows()).isEqualTo(expected.rows());
        assertThat(found.columns()).isEqualTo(expected.columns());
        assertThat(found.minus(expected).norm() / Math.max(1, expected.norm())).isLessThan(share);
    }
}
