package io.graft.core.kernel;

import io.graft.core.tensor.DType;
import java.lang.foreign.MemorySegment;

/** The definition of each kernel, element by element; serves where the Vector API is absent. */
final class ScalarKernels implements Kernels {
    @Override
    public void read(DType dtype, MemorySegment from, long first, double[] into, int at, int count) {
        ScalarElements.read(dtype, from, first, into, at, count);
    }

    @Override
    public boolean write(DType dtype, double[] values, int at, int count, MemorySegment to, long first) {
        return ScalarElements.write(dtype, values, at, count, to, first);
    }

    @Override
    public void add(double[] sum, double[] values, double weight, int count) {
        for (int i = 0; i < count; i++) {
            sum[i] = Math.fma(weight, values[i], sum[i]);
        }
    }

    @Override
    public void addDifference(double[] sum, double[] values, double[] base, double weight, int count) {
        for (int i = 0; i < count; i++) {
            sum[i] = Math.fma(weight, values[i] - base[i], sum[i]);
        }
    }

    @Override
    public void multiply(double[] values, double factor, int count) {
        for (int i = 0; i < count; i++) {
            values[i] *= factor;
        }
    }

    @Override
    public void divide(double[] values, double divisor, int count) {
        for (int i = 0; i < count; i++) {
            values[i] /= divisor;
        }
    }

    @Override
    public void subtract(double[] values, double[] base, int count) {
        for (int i = 0; i < count; i++) {
            values[i] -= base[i];
        }
    }

    @Override
    public void keep(double[] values, double[] scores, double least, int from, int to) {
        ScalarMasks.keep(values, scores, least, from, to);
    }

    @Override
    public void drop(double[] values, double[] scores, double least, int from, int to) {
        ScalarMasks.drop(values, scores, least, from, to);
    }

    @Override
    public void keepLess(double[] values, double[] scores, double[] limits, int from, int to) {
        ScalarMasks.keepLess(values, scores, limits, from, to);
    }

    @Override
    public int sift(double[] scores, double least, double most, int from, int to, Places between) {
        return ScalarMasks.sift(scores, least, most, from, to, between);
    }

    @Override
    public void addMagnitudes(double[] sums, double[] values, int count) {
        ScalarSums.addMagnitudes(sums, values, 0, count);
    }

    @Override
    public void divide(double[] values, double[] divisors, int count) {
        ScalarSums.divide(values, divisors, 0, count);
    }

    @Override
    public void change(double[] values, double[] change, double factor, int count) {
        ScalarSums.change(values, change, factor, 0, count);
    }

    @Override
    public void addElected(
            double[] sum, double[] shares, double[] values, double[] votes, double weight, double share, int count) {
        ScalarElection.add(sum, shares, values, votes, weight, share, 0, count);
    }

    @Override
    public void draw(Uniform uniform, long index, double[] into, int at, int count) {
        uniform.fill(index - at, into, at, at + count);
    }

    @Override
    public void addLowRank(double[] sum, LowRankFactors factors, int row, int rows, int panel, double factor) {
        int width = factors.width(panel);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < width; j++) {
                double product = product(factors, row + i, panel * LowRankFactors.PANEL + j);
                sum[i * width + j] = Math.fma(factor, product, sum[i * width + j]);
            }
        }
    }

    /** One element of the product. */
    static double product(LowRankFactors factors, int row, int column) {
        int rank = factors.rank();
        int strip = column - column % LowRankFactors.STRIP;
        int width = factors.stripWidth(strip);
        int from = factors.stripStart(strip) + column - strip;
        double sum = 0;
        for (int k = 0; k < rank; k++) {
            sum = Math.fma(factors.left()[row * rank + k], factors.right()[from + k * width], sum);
        }
        return sum;
    }
}
