package io.graft.core.matrix;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The thin singular value decomposition, a = u · diag(values) · vᵀ, exact to a small multiple of the rounding error of a's norm. The
 * values fall; of each left vector the largest element is positive.
 */
public final class Svd {
    private static final double PRECISION = 0x1p-52;
    private static final double SAFETY = 4;

    private final Matrix left;
    private final double[] values;
    private final Matrix right;
    private final double noise;

    /** @param noise values up to this are rounding errors */
    private Svd(Matrix left, double[] values, Matrix right, double noise) {
        this.left = left;
        this.values = values;
        this.right = right;
        this.noise = noise;
    }

    /** All singular values, as many as the smaller side of {@code a}; NaN if an element of it is not finite. */
    public static Svd of(Matrix a) {
        if (a.rows() < a.columns()) {
            return of(a.transpose()).transposed();
        }
        double largest = a.largest();
        if (!(largest < Double.POSITIVE_INFINITY)) {
            return undefined(a);
        }
        int exponent = largest == 0 ? 0 : Math.getExponent(largest);
        Svd scaled = ofTall(a.times(Math.scalb(1.0, -exponent)));
        return scaled.times(Math.scalb(1.0, exponent));
    }

    /** As {@link #of(Matrix)}, of a product that is never computed. What is left of cancelled factors counts as rounding error. */
    public static Svd of(LowRankMatrix product) {
        Qr left = Qr.of(product.left());
        Qr right = Qr.of(product.right().transpose());
        Svd core = of(left.r().multiplyTransposed(right.r()));
        double noise = noise(
                Math.max(product.rows(), product.columns()),
                product.left().norm() * product.right().norm());
        return normalised(
                core.left.multiplyTransposed(left.q()), core.values, core.right.multiplyTransposed(right.q()), noise);
    }

    /**
     * The {@code rank} largest singular values and their vectors, of a matrix that may be too large for all of them. Where it pays, by
     * block Lanczos iteration with fixed start vectors until the residuals are below 1e-13 of the largest value; a vector is then
     * exact to that much over the gap to the next value, and the product of the factors to the gap behind the last.
     */
    public static Svd top(Matrix a, int rank) {
        if (BlockKrylov.pays(a, rank)) {
            return BlockKrylov.top(a, rank);
        }
        Svd all = of(a);
        return all.truncated(Math.min(rank, all.values.length));
    }

    private static Svd ofTall(Matrix a) {
        Qr qr = Qr.of(a);
        Bidiagonal core = Bidiagonal.of(qr.r());
        ImplicitQr.diagonalise(core);
        return sorted(core, qr.q(), noise(a.rows(), 1));
    }

    private static Svd sorted(Bidiagonal core, Matrix basis, double noise) {
        double[] signed = core.diagonal();
        int[] order = IntStream.range(0, core.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -Math.abs(signed[i])))
                .mapToInt(i -> i)
                .toArray();
        double[] values =
                Arrays.stream(order).mapToDouble(i -> Math.abs(signed[i])).toArray();
        double[] signs = Arrays.stream(order)
                .mapToDouble(i -> Math.copySign(1, signed[i]))
                .toArray();
        Matrix left = new Matrix(core.size(), reordered(core.left(), order));
        Matrix right = new Matrix(core.size(), reordered(core.right(), order)).scaledRows(signs);
        double largest = values.length == 0 ? 0 : values[0];
        return normalised(left.multiplyTransposed(basis), values, right, noise * largest);
    }

    private static double[][] reordered(double[][] rows, int[] order) {
        return Arrays.stream(order).mapToObj(i -> rows[i]).toArray(double[][]::new);
    }

    /** Also takes off what thousands of rotations did to the lengths of the vectors. */
    static Svd normalised(Matrix left, double[] values, Matrix right, double noise) {
        double[] signs = Arrays.stream(left.values()).mapToDouble(Svd::sign).toArray();
        return new Svd(unit(left, signs), values, unit(right, signs), noise);
    }

    private static Matrix unit(Matrix vectors, double[] signs) {
        double[] factors = new double[signs.length];
        Arrays.setAll(factors, i -> signs[i] / vectors.rows(i, i + 1).norm());
        return vectors.scaledRows(factors);
    }

    private static double sign(double[] row) {
        double largest = 0;
        for (double value : row) {
            largest = Math.abs(value) > Math.abs(largest) ? value : largest;
        }
        return largest < 0 ? -1 : 1;
    }

    static double noise(int side, double norm) {
        return SAFETY * PRECISION * Math.sqrt(side) * norm;
    }

    private static Svd undefined(Matrix a) {
        double[] values = new double[a.columns()];
        Arrays.fill(values, Double.NaN);
        return new Svd(nan(a.columns(), a.rows()), values, nan(a.columns(), a.columns()), 0);
    }

    private static Matrix nan(int rows, int columns) {
        return Matrix.filled(rows, columns, Double.NaN);
    }

    private Svd transposed() {
        return normalised(right, values, left, noise);
    }

    private Svd times(double factor) {
        return new Svd(left, Arrays.stream(values).map(value -> value * factor).toArray(), right, noise * factor);
    }

    /** The first {@code count} values and vectors. */
    public Svd truncated(int count) {
        return new Svd(left.rows(0, count), Arrays.copyOf(values, count), right.rows(0, count), noise);
    }

    /** Without the values that are nothing but rounding errors. */
    public Svd significant() {
        return truncated(rank());
    }

    /** How many values are more than rounding errors; those that are NaN count. */
    public int rank() {
        int rank = 0;
        while (rank < values.length && !(values[rank] <= noise)) {
            rank++;
        }
        return rank;
    }

    public double[] values() {
        return values.clone();
    }

    /** The left vectors as rows: uᵀ. */
    public Matrix left() {
        return left;
    }

    /** The right vectors as rows: vᵀ. */
    public Matrix right() {
        return right;
    }

    /**
     * u · vᵀ over the significant values: of all matrices with orthonormal rows or columns the nearest to a, if a is of full rank; else
     * the partial isometry of the polar decomposition, which unlike the former is unique (Higham, Functions of Matrices, 8.1).
     */
    public Matrix polar() {
        Svd significant = significant();
        return significant.left.transpose().multiply(significant.right);
    }
}
