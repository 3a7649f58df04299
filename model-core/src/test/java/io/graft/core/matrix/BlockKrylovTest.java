package io.graft.core.matrix;

import static io.graft.core.matrix.Matrices.assertNear;
import static io.graft.core.matrix.Matrices.assertOrthonormalRows;
import static io.graft.core.matrix.Matrices.product;
import static io.graft.core.matrix.Matrices.random;
import static io.graft.core.matrix.Matrices.withValues;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The largest singular values alone, against all of them. */
class BlockKrylovTest {
    @Test
    void findsWhatTheWholeDecompositionFinds() {
        Matrix a = withValues(
                260,
                300,
                IntStream.range(0, 250).mapToDouble(i -> 10 / (1 + 0.05 * i)).toArray());

        Svd top = BlockKrylov.top(a, 20);

        Svd all = Svd.of(a).truncated(20);
        assertThat(top.values()).containsExactly(all.values(), within(1e-12));
        assertNear(product(top), product(all), 1e-11);
        assertOrthonormalRows(top.left());
        assertOrthonormalRows(top.right());
    }

    @Test
    void findsThemInASpectrumThatHardlyFalls() {
        Matrix a = random(300, 240, 3);

        assertThat(BlockKrylov.top(a, 16).values())
                .containsExactly(Svd.of(a).truncated(16).values(), within(1e-11));
    }

    @Test
    void findsAValueThatOccursSeveralTimes() {
        Matrix a = withValues(200, 220, 5, 5, 5, 5, 5, 3, 3, 3, 2, 1);

        assertThat(BlockKrylov.top(a, 9).values())
                .containsExactly(new double[] {5, 5, 5, 5, 5, 3, 3, 3, 2}, within(1e-13));
    }

    @Test
    void aMatrixOfLowerRankThanAskedForHasZeros() {
        Svd top = BlockKrylov.top(withValues(200, 220, 2, 1), 4);

        assertThat(top.values()).containsExactly(new double[] {2, 1, 0, 0}, within(1e-14));
        assertThat(top.rank()).isEqualTo(2);
        assertThat(BlockKrylov.top(Matrix.zero(200, 200), 2).values()).containsExactly(0, 0);
    }

    @Test
    void isTakenForAFewValuesOfALargeMatrixOnly() {
        Matrix large = Matrix.zero(2000, 1600);

        assertThat(BlockKrylov.pays(large, 16)).isTrue();
        assertThat(BlockKrylov.pays(large, 200)).isFalse();
        assertThat(BlockKrylov.pays(random(30, 30, 1), 1)).isFalse();
    }

    @Test
    void ofASmallMatrixTheTopIsTheBeginningOfAll() {
        Matrix a = random(30, 20, 1);

        assertThat(Svd.top(a, 3).values()).isEqualTo(Svd.of(a).truncated(3).values());
        assertThat(Svd.top(a, 50).values()).hasSize(20);
    }
}
