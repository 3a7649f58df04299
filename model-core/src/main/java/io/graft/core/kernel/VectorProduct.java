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
        int wide = width - width % (2 * WIDTH);
        int done = 0;
        for (; done + ROWS <= rows; done += ROWS) {
            addFourRows(sum, done * width, factors, row + done, panel, wide, factor);
        }
        for (; done < rows; done++) {
            addRow(sum, done * width, factors, row + done, panel, wide, factor);
        }
        addColumns(sum, factors, row, rows, panel, wide, factor);
    }

    private static void addFourRows(
            double[] sum, int at, LowRankFactors factors, int row, int panel, int wide, double factor) {
        int width = factors.width(panel);
        for (int j = 0; j < wide; j += 2 * WIDTH) {
            addTile(
                    sum,
                    at + j,
                    width,
                    factors.left(),
                    row * factors.rank(),
                    factors.right(),
                    factors.panelStart(panel) + j,
                    factors.rank(),
                    factor);
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
            DoubleVector r0 = DoubleVector.fromArray(LANES, right, column + k * width);
            DoubleVector r1 = DoubleVector.fromArray(LANES, right, column + k * width + WIDTH);
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
            double[] sum, int at, LowRankFactors factors, int row, int panel, int wide, double factor) {
        int width = factors.width(panel);
        int rank = factors.rank();
        DoubleVector scale = DoubleVector.broadcast(LANES, factor);
        for (int j = 0; j < wide; j += 2 * WIDTH) {
            DoubleVector s0 = DoubleVector.zero(LANES);
            DoubleVector s1 = DoubleVector.zero(LANES);
            for (int k = 0; k < rank; k++) {
                DoubleVector left = DoubleVector.broadcast(LANES, factors.left()[row * rank + k]);
                int from = factors.panelStart(panel) + k * width + j;
                s0 = left.fma(DoubleVector.fromArray(LANES, factors.right(), from), s0);
                s1 = left.fma(DoubleVector.fromArray(LANES, factors.right(), from + WIDTH), s1);
            }
            addTwo(sum, at + j, s0, s1, scale);
        }
    }

    /** The columns at the right edge that do not fill two vectors. */
    private static void addColumns(
            double[] sum, LowRankFactors factors, int row, int rows, int panel, int wide, double factor) {
        int width = factors.width(panel);
        for (int j = wide; j < width; j++) {
            for (int i = 0; i < rows; i++) {
                double product = ScalarKernels.product(factors, row + i, factors.panelStart(panel) + j, width);
                sum[i * width + j] = Math.fma(factor, product, sum[i * width + j]);
            }
        }
    }
}
