package io.graft.core.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link ScalarElection} in whole vectors; it does what is left over. */
final class VectorElection {
    private static final VectorSpecies<Double> LANES = VectorKernels.LANES;
    private static final int WIDTH = LANES.length();

    private VectorElection() {}

    static void add(
            double[] sum, double[] shares, double[] values, double[] votes, double weight, double share, int count) {
        int end = LANES.loopBound(count);
        for (int i = 0; i < end; i += WIDTH) {
            DoubleVector value = DoubleVector.fromArray(LANES, values, i);
            VectorMask<Double> elected = elected(value, DoubleVector.fromArray(LANES, votes, i));
            DoubleVector total = DoubleVector.fromArray(LANES, sum, i);
            total.blend(value.fma(DoubleVector.broadcast(LANES, weight), total), elected)
                    .intoArray(sum, i);
            DoubleVector shared = DoubleVector.fromArray(LANES, shares, i);
            shared.blend(shared.add(share), elected).intoArray(shares, i);
        }
        ScalarElection.add(sum, shares, values, votes, weight, share, end, count);
    }

    private static VectorMask<Double> elected(DoubleVector value, DoubleVector votes) {
        VectorMask<Double> plus = votes.compare(VectorOperators.GE, 0);
        VectorMask<Double> positive = value.compare(VectorOperators.GT, 0).and(plus);
        return value.compare(VectorOperators.LT, 0).andNot(plus).or(positive);
    }
}
