package io.graft.core.method;

import static io.graft.core.matrix.Matrices.assertNear;
import static io.graft.core.method.Adapters.adapter;
import static io.graft.core.method.Adapters.three;
import static io.graft.core.method.Adapters.zero;
import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.matrix.LowRankMatrix;
import io.graft.core.matrix.Matrix;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every merge in the space of factors. */
class FactorMergeTest {
    static Stream<FactorMerge> merges() {
        return Stream.of(
                new TsvM(1),
                new IsoC(1),
                new Knots(new ElementRule.Mean(), 1),
                new Knots(new ElementRule.Ties(0.3), 1),
                new CoreSpace(new ElementRule.Sum(), 1),
                new CoreSpace(new ElementRule.Ties(0.3), 1),
                new CoreSpace(new TsvM(1), 1),
                new CoreSpace(new IsoC(1), 1));
    }

    @ParameterizedTest
    @MethodSource("merges")
    void theOrderOfTheAdaptersChangesNoBit(FactorMerge merge) {
        List<WeightedFactors> adapters = three();
        LowRankMatrix expected = merge.merge(adapters);

        for (List<WeightedFactors> other : List.of(
                List.of(adapters.get(2), adapters.get(1), adapters.get(0)),
                List.of(adapters.get(1), adapters.get(2), adapters.get(0)))) {
            LowRankMatrix found = merge.merge(other);
            assertThat(found.left().toArray()).isEqualTo(expected.left().toArray());
            assertThat(found.right().toArray()).isEqualTo(expected.right().toArray());
        }
    }

    @ParameterizedTest
    @MethodSource("merges")
    void theRankIsAtMostTheSumOfAllRanks(FactorMerge merge) {
        LowRankMatrix merged = merge.merge(three());

        assertThat(merged.rank()).isLessThanOrEqualTo(9);
        assertThat(merged.rows()).isEqualTo(Adapters.OUT);
        assertThat(merged.columns()).isEqualTo(Adapters.IN);
    }

    @ParameterizedTest
    @MethodSource("merges")
    void adaptersThatAddNothingMakeNothing(FactorMerge merge) {
        assertThat(merge.merge(List.of(zero(2), zero(3))).product().largest()).isZero();
        assertThat(merge.merge(List.of(zero(1))).product().largest()).isZero();
    }

    @ParameterizedTest
    @MethodSource("merges")
    void aWeightOfZeroIsAnAdapterThatAddsNothing(FactorMerge merge) {
        WeightedFactors one = adapter(3, 1, 1, 1);

        Matrix merged = merge.merge(List.of(one, adapter(2, 5, 1, 0))).product();

        assertThat(merged.largest()).isPositive().isFinite();
    }

    @ParameterizedTest
    @MethodSource("merges")
    void howAnAdapterSplitsItsSizeBetweenItsFactorsIsOfNoImportanceWhereThePaperSaysSo(FactorMerge merge) {
        if (merge instanceof CoreSpace(FactorMerge rule, double _) && !(rule instanceof TsvM || rule instanceof IsoC)) {
            return;
        }
        List<WeightedFactors> adapters = three();
        List<WeightedFactors> split = adapters.stream()
                .map(one -> new WeightedFactors(
                        one.b().times(0x1p-30), one.a().times(0x1p20), one.scale() * 1024, one.weight()))
                .toList();

        assertNear(merge.merge(split).product(), merge.merge(adapters).product(), 1e-10);
    }

    @ParameterizedTest
    @MethodSource("merges")
    void identicalAdaptersAndFactorsOfLowerRankGiveFiniteResults(FactorMerge merge) {
        WeightedFactors one = adapter(3, 1, 1, 1);
        WeightedFactors lower = new WeightedFactors(
                Matrix.beside(List.of(one.b(), one.b())), Matrix.stacked(List.of(one.a(), one.a())), 0.5, 1);

        assertThat(merge.merge(List.of(one, one, lower)).product().largest())
                .isPositive()
                .isFinite();
    }

    @ParameterizedTest
    @MethodSource("merges")
    void whatIsNotFiniteStaysVisible(FactorMerge merge) {
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            Matrix b = Matrix.stacked(List.of(Matrix.of(1, 1, value), Matrix.zero(Adapters.OUT - 1, 1)));
            WeightedFactors broken = new WeightedFactors(b, adapter(1, 1, 1, 1).a(), 1, 1);

            assertThat(merge.merge(List.of(broken, adapter(2, 1, 1, 1)))
                            .product()
                            .largest())
                    .isNaN();
        }
    }
}
