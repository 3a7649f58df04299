package io.graft.core.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import io.graft.core.GraftException;
import io.graft.core.matrix.LowRankMatrix;
import io.graft.core.matrix.Matrix;
import io.graft.core.matrix.Svd;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TruncationTest {
    private final Random random = new Random(11);

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 10, 40})
    void whatIsLostOfAMatrixIsTheTailOfItsSpectrum(int rank) {
        Matrix whole = dense(90, 70);
        Extracted kept = Extracted.of("layer", whole, new Truncation.ToRank(rank));

        assertThat(kept.rank()).isEqualTo(rank);
        assertThat(kept.error()).isCloseTo(tail(Svd.of(whole).values(), rank), withPercentage(1));
        assertThat(whole.minus(kept.product().product()).norm() / whole.norm())
                .isCloseTo(kept.error(), withPercentage(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6})
    void whatIsLostOfFactorsIsTheTailOfTheirProductsSpectrum(int rank) {
        LowRankMatrix whole = new LowRankMatrix(dense(50, 8), dense(8, 60));
        Extracted kept = Extracted.of("layer", false, whole, new Truncation.ToRank(rank));

        assertThat(kept.error()).isCloseTo(tail(Svd.of(whole.product()).values(), rank), withPercentage(1));
    }

    @Test
    void asFewAreKeptAsHaveTheEnergy() {
        Matrix whole = dense(64, 48);
        double[] values = Svd.of(whole).values();
        Extracted kept = Extracted.of("layer", whole, new Truncation.ToEnergy(0.9));

        assertThat(1 - Math.pow(tail(values, kept.rank()), 2)).isGreaterThanOrEqualTo(0.9);
        assertThat(1 - Math.pow(tail(values, kept.rank() - 1), 2)).isLessThan(0.9);
    }

    @Test
    void allTheEnergyOfAProductIsItsRank() {
        Matrix whole = dense(120, 5).multiply(dense(5, 100));

        assertThat(Extracted.of("layer", whole, new Truncation.ToEnergy(1 - 1e-12))
                        .rank())
                .isEqualTo(5);
        assertThat(Extracted.of("layer", whole, new Truncation.ToRank(5)).error())
                .isCloseTo(0, offset(1e-6));
    }

    @Test
    void withoutTruncationFactorsStayWhatTheyAre() {
        LowRankMatrix whole = new LowRankMatrix(dense(9, 3), dense(3, 7));

        assertThat(Extracted.of("layer", false, whole, new Truncation.Nothing()).product())
                .isSameAs(whole);
    }

    @Test
    void aRankIsPositiveAndAShareIsOne() {
        assertThatThrownBy(() -> new Truncation.ToRank(0)).isInstanceOf(GraftException.class);
        assertThatThrownBy(() -> new Truncation.ToEnergy(0)).isInstanceOf(GraftException.class);
        assertThatThrownBy(() -> new Truncation.ToEnergy(1.1)).isInstanceOf(GraftException.class);
    }

    private static double tail(double[] values, int rank) {
        double all = Arrays.stream(values).map(value -> value * value).sum();
        double lost =
                Arrays.stream(values).skip(rank).map(value -> value * value).sum();
        return Math.sqrt(lost / all);
    }

    private Matrix dense(int rows, int columns) {
        return Matrix.of(
                rows, columns, random.doubles((long) rows * columns, -1, 1).toArray());
    }
}
