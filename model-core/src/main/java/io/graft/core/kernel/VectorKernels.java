package io.graft.core.kernel;

import io.graft.core.tensor.DType;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels in the Vector API. Methods are small on purpose: beyond a certain size C2 stops inlining vector operations and the
 * same work takes several times as long.
 */
final class VectorKernels implements Kernels {
    static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
    private static final int WIDTH = LANES.length();
    private static final int FEWEST_LANES = 4;

    /** Vectors of two doubles have no vectors of two 16-bit numbers beside them. */
    static boolean wideEnough() {
        return WIDTH >= FEWEST_LANES;
    }

    @Override
    public void read(DType dtype, MemorySegment from, long first, double[] into, int at, int count) {
        int done = VectorElements.read(dtype, from, first, into, at, count);
        ScalarElements.read(dtype, from, first + done, into, at + done, count - done);
    }

    @Override
    public boolean write(DType dtype, double[] values, int at, int count, MemorySegment to, long first) {
        int vectors = VectorElements.supports(dtype) ? LANES.loopBound(count) : 0;
        boolean finite = VectorElements.write(dtype, values, at, vectors, to, first);
        return ScalarElements.write(dtype, values, at + vectors, count - vectors, to, first + vectors) && finite;
    }

    @Override
    public void add(double[] sum, double[] values, double weight, int count) {
        int i = 0;
        for (; i < LANES.loopBound(count); i += WIDTH) {
            DoubleVector value = DoubleVector.fromArray(LANES, values, i);
            value.fma(DoubleVector.broadcast(LANES, weight), DoubleVector.fromArray(LANES, sum, i))
                    .intoArray(sum, i);
        }
        for (; i < count; i++) {
            sum[i] = Math.fma(weight, values[i], sum[i]);
        }
    }

    @Override
    public void addDifference(double[] sum, double[] values, double[] base, double weight, int count) {
        int i = 0;
        for (; i < LANES.loopBound(count); i += WIDTH) {
            DoubleVector delta = DoubleVector.fromArray(LANES, values, i).sub(DoubleVector.fromArray(LANES, base, i));
            delta.fma(DoubleVector.broadcast(LANES, weight), DoubleVector.fromArray(LANES, sum, i))
                    .intoArray(sum, i);
        }
        for (; i < count; i++) {
            sum[i] = Math.fma(weight, values[i] - base[i], sum[i]);
        }
    }

    @Override
    public void multiply(double[] values, double factor, int count) {
        int i = 0;
        for (; i < LANES.loopBound(count); i += WIDTH) {
            DoubleVector.fromArray(LANES, values, i).mul(factor).intoArray(values, i);
        }
        for (; i < count; i++) {
            values[i] *= factor;
        }
    }

    @Override
    public void divide(double[] values, double divisor, int count) {
        int i = 0;
        for (; i < LANES.loopBound(count); i += WIDTH) {
            DoubleVector.fromArray(LANES, values, i).div(divisor).intoArray(values, i);
        }
        for (; i < count; i++) {
            values[i] /= divisor;
        }
    }

    @Override
    public void subtract(double[] values, double[] base, int count) {
        int i = 0;
        for (; i < LANES.loopBound(count); i += WIDTH) {
            DoubleVector.fromArray(LANES, values, i)
                    .sub(DoubleVector.fromArray(LANES, base, i))
                    .intoArray(values, i);
        }
        for (; i < count; i++) {
            values[i] -= base[i];
        }
    }

    @Override
    public void keep(double[] values, double[] scores, double least, int from, int to) {
        VectorMasks.keep(values, scores, least, from, to);
    }

    @Override
    public void drop(double[] values, double[] scores, double least, int from, int to) {
        VectorMasks.drop(values, scores, least, from, to);
    }

    @Override
    public void keepLess(double[] values, double[] scores, double[] limits, int from, int to) {
        VectorMasks.keepLess(values, scores, limits, from, to);
    }

    @Override
    public int sift(double[] scores, double least, double most, int from, int to, Places between) {
        return VectorMasks.sift(scores, least, most, from, to, between);
    }

    @Override
    public void addMagnitudes(double[] sums, double[] values, int count) {
        VectorSums.addMagnitudes(sums, values, count);
    }

    @Override
    public void divide(double[] values, double[] divisors, int count) {
        VectorSums.divide(values, divisors, count);
    }

    @Override
    public void change(double[] values, double[] change, double factor, int count) {
        VectorSums.change(values, change, factor, count);
    }

    @Override
    public void addElected(
            double[] sum, double[] shares, double[] values, double[] votes, double weight, double share, int count) {
        VectorElection.add(sum, shares, values, votes, weight, share, count);
    }

    @Override
    public void draw(Uniform uniform, long index, double[] into, int at, int count) {
        VectorUniform.fill(uniform, index - at, into, at, at + count);
    }

    @Override
    public void addLowRank(double[] sum, LowRankFactors factors, int row, int rows, int panel, double factor) {
        VectorProduct.add(sum, factors, row, rows, panel, factor);
    }
}
