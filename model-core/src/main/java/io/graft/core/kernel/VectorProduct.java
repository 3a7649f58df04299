package io.graft.core.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The low-rank product in registers: four rows by two vectors of columns at a time, so that each element loaded of the right
 * factor serves four rows and the eight sums never leave their registers.
 */
final class VectorProduct {
    private static final VectorSpecies<Double> LANES = VectorKernels.LANES;
    private static final int WIDTH = LANES.length();
    private static final int ROWS = 4;

    private VectorProduct() {}

    static void add(double[] sum, LowRankFactors factors, int row, int rows, int panel, double factor) {
        int width = factors.width(panel);
        int first = panel * LowRankFactors.PANEL;
        for (int j = 0; j < width; j += LowRankFactors.STRIP) {
            addStrip(sum, j, width, factors, row, rows, first + j, factor);
        }
    }

    private static void addStrip(
            double[] sum, int at, int width, LowRankFactors factors, int row, int rows, int strip, double factor) {
        int columns = factors.stripWidth(strip);
        int j = 0;
        for (; j + 2 * WIDTH <= columns; j += 2 * WIDTH) {
            addColumns(sum, at + j, width, factors, row, rows, strip, j, factor);
        }
        for (; j < columns; j++) {
            addColumn(sum, at + j, width, factors, row, rows, strip + j, factor);
        }
    }

    /** Two vectors of columns. */
    private static void addColumns(
            double[] sum,
            int at,
            int width,
            LowRankFactors factors,
            int row,
            int rows,
            int strip,
            int j,
            double factor) {
        double[] left = factors.left();
        double[] right = factors.right();
        int rank = factors.rank();
        int column = factors.stripStart(strip) + j;
        int stride = factors.stripWidth(strip);
        int i = 0;
        for (; i + ROWS <= rows; i += ROWS) {
            addTile(sum, at + i * width, width, left, (row + i) * rank, right, column, stride, rank, factor);
        }
        for (; i < rows; i++) {
            addRow(sum, at + i * width, left, (row + i) * rank, right, column, stride, rank, factor);
        }
    }

    /** A column at the right edge that does not fill two vectors with its neighbours. */
    private static void addColumn(
            double[] sum, int at, int width, LowRankFactors factors, int row, int rows, int column, double factor) {
        for (int i = 0; i < rows; i++) {
            double product = ScalarKernels.product(factors, row + i, column);
            sum[at + i * width] = Math.fma(factor, product, sum[at + i * width]);
        }
    }

    private static void addTile(
            double[] sum,
            int at,
            int width,
            double[] left,
            int row,
            double[] right,
            int column,
            int stride,
            int rank,
            double factor) {
        DoubleVector zero = DoubleVector.zero(LANES);
        DoubleVector s00 = zero;
        DoubleVector s01 = zero;
        DoubleVector s10 = zero;
        DoubleVector s11 = zero;
        DoubleVector s20 = zero;
        DoubleVector s21 = zero;
        DoubleVector s30 = zero;
        DoubleVector s31 = zero;
        for (int k = 0; k < rank; k++) {
            DoubleVector r0 = DoubleVector.fromArray(LANES, right, column + k * stride);
            DoubleVector r1 = DoubleVector.fromArray(LANES, right, column + k * stride + WIDTH);
            DoubleVector l0 = DoubleVector.broadcast(LANES, left[row + k]);
            s00 = l0.fma(r0, s00);
            s01 = l0.fma(r1, s01);
            DoubleVector l1 = DoubleVector.broadcast(LANES, left[row + rank + k]);
            s10 = l1.fma(r0, s10);
            s11 = l1.fma(r1, s11);
            DoubleVector l2 = DoubleVector.broadcast(LANES, left[row + 2 * rank + k]);
            s20 = l2.fma(r0, s20);
            s21 = l2.fma(r1, s21);
            DoubleVector l3 = DoubleVector.broadcast(LANES, left[row + 3 * rank + k]);
            s30 = l3.fma(r0, s30);
            s31 = l3.fma(r1, s31);
        }
        DoubleVector scale = DoubleVector.broadcast(LANES, factor);
        addTwo(sum, at, s00, s01, scale);
        addTwo(sum, at + width, s10, s11, scale);
        addTwo(sum, at + 2 * width, s20, s21, scale);
        addTwo(sum, at + 3 * width, s30, s31, scale);
    }

    private static void addTwo(double[] sum, int at, DoubleVector first, DoubleVector second, DoubleVector scale) {
        first.fma(scale, DoubleVector.fromArray(LANES, sum, at)).intoArray(sum, at);
        second.fma(scale, DoubleVector.fromArray(LANES, sum, at + WIDTH)).intoArray(sum, at + WIDTH);
    }

    private static void addRow(
            double[] sum,
            int at,
            double[] left,
            int row,
            double[] right,
            int column,
            int stride,
            int rank,
            double factor) {
        DoubleVector s0 = DoubleVector.zero(LANES);
        DoubleVector s1 = DoubleVector.zero(LANES);
        for (int k = 0; k < rank; k++) {
            DoubleVector l = DoubleVector.broadcast(LANES, left[row + k]);
            s0 = l.fma(DoubleVector.fromArray(LANES, right, column + k * stride), s0);
            s1 = l.fma(DoubleVector.fromArray(LANES, right, column + k * stride + WIDTH), s1);
        }
        addTwo(sum, at, s0, s1, DoubleVector.broadcast(LANES, factor));
    }
}
