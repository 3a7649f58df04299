package io.graft.core.matrix;

/** Products of matrices, in blocks that stay in the second-level cache; how they are cut changes no bit. */
final class Product {
    /** The side of a block. */
    static final int TILE = 64;

    private static final int WIDTH = 1024;

    private Product() {}

    static double[][] of(double[][] left, double[][] right, int columns) {
        double[][] result = new double[left.length][columns];
        for (int column = 0; column < columns; column += WIDTH) {
            for (int k = 0; k < right.length; k += TILE) {
                addBlock(left, right, k, result, column, Math.min(columns, column + WIDTH));
            }
        }
        return result;
    }

    private static void addBlock(double[][] left, double[][] right, int k, double[][] result, int from, int to) {
        int last = Math.min(right.length, k + TILE);
        for (int i = 0; i < left.length; i++) {
            Rows.addAll(left[i], right, k, last, result[i], from, to);
        }
    }

    static double[][] ofTransposed(double[][] left, double[][] right, int inner) {
        double[][] result = new double[left.length][right.length];
        for (int top = 0; top < right.length; top += TILE) {
            for (int i = 0; i < left.length; i++) {
                dots(left[i], right, top, Math.min(right.length, top + TILE), inner, result[i]);
            }
        }
        return result;
    }

    private static void dots(double[] row, double[][] right, int from, int to, int inner, double[] result) {
        int j = from;
        for (; j + 4 <= to; j += 4) {
            fourDots(row, right[j], right[j + 1], right[j + 2], right[j + 3], inner, result, j);
        }
        for (; j < to; j++) {
            result[j] = chain(row, right[j], inner);
        }
    }

    private static void fourDots(
            double[] row, double[] r0, double[] r1, double[] r2, double[] r3, int inner, double[] result, int at) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        for (int k = 0; k < inner; k++) {
            double value = row[k];
            s0 = Math.fma(value, r0[k], s0);
            s1 = Math.fma(value, r1[k], s1);
            s2 = Math.fma(value, r2[k], s2);
            s3 = Math.fma(value, r3[k], s3);
        }
        result[at] = s0;
        result[at + 1] = s1;
        result[at + 2] = s2;
        result[at + 3] = s3;
    }

    private static double chain(double[] x, double[] y, int inner) {
        double sum = 0;
        for (int k = 0; k < inner; k++) {
            sum = Math.fma(x[k], y[k], sum);
        }
        return sum;
    }
}
