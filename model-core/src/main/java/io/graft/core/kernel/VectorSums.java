package io.graft.core.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link ScalarSums} in whole vectors; it does what is left over. */
final class VectorSums {
    private static final VectorSpecies<Double> LANES = VectorKernels.LANES;
    private static final int WIDTH = LANES.length();

    private VectorSums() {}

    static void addMagnitudes(double[] sums, double[] values, int count) {
        int end = count / Kernels.SUMS * Kernels.SUMS;
        for (int lane = 0; lane < Kernels.SUMS; lane += 2 * WIDTH) {
            addPair(sums, lane, values, end);
        }
        ScalarSums.addMagnitudes(sums, values, end, count);
    }

    /** Two vectors of sums, so that they need not wait for each other. */
    private static void addPair(double[] sums, int lane, double[] values, int end) {
        DoubleVector one = DoubleVector.fromArray(LANES, sums, lane);
        DoubleVector two = DoubleVector.fromArray(LANES, sums, lane + WIDTH);
        for (int i = lane; i < end; i += Kernels.SUMS) {
            one = one.add(DoubleVector.fromArray(LANES, values, i).abs());
            two = two.add(DoubleVector.fromArray(LANES, values, i + WIDTH).abs());
        }
        one.intoArray(sums, lane);
        two.intoArray(sums, lane + WIDTH);
    }

    static void divide(double[] values, double[] divisors, int count) {
        int end = LANES.loopBound(count);
        for (int i = 0; i < end; i += WIDTH) {
            DoubleVector value = DoubleVector.fromArray(LANES, values, i);
            DoubleVector divisor = DoubleVector.fromArray(LANES, divisors, i);
            value.div(divisor)
                    .blend(value, divisor.compare(VectorOperators.EQ, 0))
                    .intoArray(values, i);
        }
        ScalarSums.divide(values, divisors, end, count);
    }

    static void change(double[] values, double[] change, double factor, int count) {
        int end = LANES.loopBound(count);
        for (int i = 0; i < end; i += WIDTH) {
            DoubleVector value = DoubleVector.fromArray(LANES, values, i);
            DoubleVector by = DoubleVector.fromArray(LANES, change, i);
            by.fma(DoubleVector.broadcast(LANES, factor), value)
                    .blend(value, by.compare(VectorOperators.EQ, 0))
                    .intoArray(values, i);
        }
        ScalarSums.change(values, change, factor, end, count);
    }
}
