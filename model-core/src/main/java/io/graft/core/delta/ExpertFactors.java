package io.graft.core.delta;

import io.graft.core.adapter.ExpertLowRank;
import io.graft.core.kernel.LowRankFactors;
import io.graft.core.tensor.Tensor;
import java.util.Objects;

/** Takes the factors of one expert out of the matrices that hold those of all. */
final class ExpertFactors {
    private ExpertFactors() {}

    /** The factors for some rows of one expert. */
    static LowRankFactors of(ExpertLowRank change) {
        ExpertLowRank.Rows rows = Objects.requireNonNull(change.rows());
        return change.transposed()
                ? of(change, rows.expert(), 0, out(change), rows.first(), rows.count())
                : of(change, rows.expert(), rows.first(), rows.count(), 0, in(change));
    }

    /** The factors of a whole expert. */
    static LowRankFactors of(ExpertLowRank change, int expert) {
        return of(change, expert, 0, out(change), 0, in(change));
    }

    private static LowRankFactors of(ExpertLowRank change, int expert, int firstOut, int outs, int firstIn, int ins) {
        int rank = change.rank();
        return Factors.of(
                outs,
                ins,
                rank,
                left(change, expert, firstOut, outs),
                right(change, expert, firstIn, ins),
                change.transposed());
    }

    private static double[] left(ExpertLowRank change, int expert, int first, int count) {
        int rank = change.rank();
        double[] left = new double[Math.multiplyExact(count, rank)];
        double[] element = new double[1];
        for (int i = 0; i < left.length; i++) {
            long row = (long) first + i / rank;
            long column = (long) (i % rank) * change.experts() + expert;
            change.b().read(row * rank * change.experts() + column, element, 1);
            left[i] = element[0];
        }
        return left;
    }

    private static double[] right(ExpertLowRank change, int expert, int first, int count) {
        int rank = change.rank();
        Tensor a = change.a();
        double[] right = new double[Math.multiplyExact(rank, count)];
        double[] row = new double[count];
        for (int k = 0; k < rank; k++) {
            a.read(((long) expert * rank + k) * a.shape().dim(1) + first, row, count);
            System.arraycopy(row, 0, right, k * count, count);
        }
        return right;
    }

    private static int out(ExpertLowRank change) {
        return Math.toIntExact(change.b().shape().dim(0));
    }

    private static int in(ExpertLowRank change) {
        return Math.toIntExact(change.a().shape().dim(1));
    }
}
