package io.graft.core.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The masks of {@link ScalarMasks} in whole vectors; it does what is left over. */
final class VectorMasks {
    private static final VectorSpecies<Double> LANES = VectorKernels.LANES;
    private static final int WIDTH = LANES.length();
    private static final DoubleVector ZERO = DoubleVector.zero(LANES);

    private VectorMasks() {}

    static void keep(double[] values, double[] scores, double least, int from, int to) {
        int end = from + LANES.loopBound(to - from);
        for (int i = from; i < end; i += WIDTH) {
            VectorMask<Double> kept = reaches(scores, i, least);
            ZERO.blend(DoubleVector.fromArray(LANES, values, i), kept).intoArray(values, i);
        }
        ScalarMasks.keep(values, scores, least, end, to);
    }

    static void drop(double[] values, double[] scores, double least, int from, int to) {
        int end = from + LANES.loopBound(to - from);
        for (int i = from; i < end; i += WIDTH) {
            VectorMask<Double> dropped = reaches(scores, i, least);
            DoubleVector.fromArray(LANES, values, i).blend(ZERO, dropped).intoArray(values, i);
        }
        ScalarMasks.drop(values, scores, least, end, to);
    }

    static void keepLess(double[] values, double[] scores, double[] limits, int from, int to) {
        int end = from + LANES.loopBound(to - from);
        for (int i = from; i < end; i += WIDTH) {
            VectorMask<Double> kept = DoubleVector.fromArray(LANES, scores, i)
                    .compare(VectorOperators.LT, DoubleVector.fromArray(LANES, limits, i));
            ZERO.blend(DoubleVector.fromArray(LANES, values, i), kept).intoArray(values, i);
        }
        ScalarMasks.keepLess(values, scores, limits, end, to);
    }

    static int sift(double[] scores, double least, double most, int from, int to, Places between) {
        int end = from + LANES.loopBound(to - from);
        int above = 0;
        for (int i = from; i < end; i += WIDTH) {
            VectorMask<Double> passed = reaches(scores, i, most);
            above += passed.trueCount();
            long candidates = reaches(scores, i, least).andNot(passed).toLong();
            while (candidates != 0) {
                between.add(i + Long.numberOfTrailingZeros(candidates));
                candidates &= candidates - 1;
            }
        }
        return above + ScalarMasks.sift(scores, least, most, end, to, between);
    }

    private static VectorMask<Double> reaches(double[] scores, int at, double least) {
        return DoubleVector.fromArray(LANES, scores, at).abs().compare(VectorOperators.GE, least);
    }
}
