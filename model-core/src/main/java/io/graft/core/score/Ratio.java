package io.graft.core.score;

import io.graft.core.score.Value.Weighted;
import java.util.List;

/** {@code weighted_mean}: the sum of the amounts over the sum of the units. */
final class Ratio {
    static final double LN2 = 0x1.62e42fefa39efp-1;

    private Ratio() {}

    static double of(List<Weighted> all, Summation sums) {
        double[] amounts = all.stream().mapToDouble(Weighted::amount).toArray();
        double[] units = all.stream().mapToDouble(Weighted::units).toArray();
        return sums.of(amounts) / sums.of(units);
    }
}
