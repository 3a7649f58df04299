package io.graft.core.matrix;

import static io.graft.core.matrix.Matrices.assertNear;
import static io.graft.core.matrix.Matrices.assertOrthonormalRows;
import static io.graft.core.matrix.Matrices.product;
import static io.graft.core.matrix.Matrices.random;
import static io.graft.core.matrix.Matrices.withValues;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every singular value decomposition, and the cases that trouble one. */
class SvdTest {
    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "5,5", "300,6", "6,300", "130,130", "40,64", "4,0", "0,4"})
    void givesTheMatrixBack(int rows, int columns) {
        assertDecomposes(random(rows, columns, rows));
    }

    @Test
    void findsTheValuesOfAKnownMatrix() {
        Svd svd = Svd.of(Matrix.of(2, 2, 3, 0, 4, 5));

        assertThat(svd.values()).containsExactly(new double[] {Math.sqrt(45), Math.sqrt(5)}, within(1e-15));
    }

    @Test
    void findsTheValuesThatAMatrixWasMadeOf() {
        double[] values = {1e3, 7, 7, 1, 1e-3, 1e-9};

        double[] found = Svd.of(withValues(30, 20, values)).values();

        assertThat(Arrays.copyOf(found, 6)).containsExactly(values, within(1e-12));
        assertThat(found[6]).isLessThan(1e-12);
    }

    @Test
    void clustersOfValuesDoNotTroubleIt() {
        double[] values = IntStream.range(0, 60)
                .mapToDouble(i -> i < 25 ? 1 : 1e-6 * (1 + 1e-15 * i))
                .toArray();

        assertDecomposes(withValues(60, 60, values));
        assertDecomposes(Matrix.identity(12));
        assertDecomposes(withValues(80, 70, 1, 1, 1, 1e-8, 1e-8));
    }

    @Test
    void aZeroOnTheDiagonalOfTheBidiagonalFormIsRotatedAway() {
        assertDecomposes(Matrix.of(3, 3, 0, 1, 0, 0, 2, 3, 0, 0, 4));
        assertDecomposes(Matrix.of(3, 3, 1, 2, 0, 0, 0, 3, 0, 0, 4));
        assertDecomposes(Matrix.of(3, 3, 1, 2, 0, 0, 3, 4, 0, 0, 0));
    }

    @Test
    void aZeroMatrixHasRankZeroAndStillOrthonormalVectors() {
        Svd svd = Svd.of(Matrix.zero(5, 3));

        assertThat(svd.values()).containsOnly(0).hasSize(3);
        assertThat(svd.rank()).isZero();
        assertOrthonormalRows(svd.left());
        assertOrthonormalRows(svd.right());
    }

    @Test
    void theRankIsThatOfTheFactors() {
        assertThat(Svd.of(random(50, 4, 1).multiply(random(4, 70, 2))).rank()).isEqualTo(4);
        assertThat(Svd.of(new LowRankMatrix(random(50, 6, 1), withValues(6, 70, 3, 2, 1)))
                        .rank())
                .isEqualTo(3);
    }

    @Test
    void theOrderOfRowsAndColumnsChangesNoValue() {
        Matrix a = random(40, 30, 8);
        Matrix turned = Matrix.stacked(
                IntStream.range(0, 40).mapToObj(i -> a.rows(39 - i, 40 - i)).toList());

        assertThat(Svd.of(turned).values()).containsExactly(Svd.of(a).values(), within(1e-13));
        assertThat(Svd.of(a.transpose()).values()).containsExactly(Svd.of(a).values(), within(1e-13));
    }

    @Test
    void theLargestElementOfEachLeftVectorIsPositive() {
        for (Svd svd : new Svd[] {Svd.of(random(20, 9, 1)), Svd.of(random(9, 20, 1))}) {
            for (double[] vector : svd.left().values()) {
                double largest = Arrays.stream(vector).map(Math::abs).max().orElseThrow();
                assertThat(vector).contains(largest);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-160, 1e160, 1e300})
    void neitherVerySmallNorVeryLargeNumbersGetLost(double factor) {
        double[] expected = Svd.of(random(9, 6, 1)).values();

        double[] found = Svd.of(random(9, 6, 1).times(factor)).values();

        for (int i = 0; i < found.length; i++) {
            assertThat(found[i] / factor).isCloseTo(expected[i], within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNotFiniteMakesTheResultNaN(double value) {
        Matrix a = Matrix.of(2, 3, 1, 2, value, 4, 5, 6);

        assertThat(Svd.of(a).values()).containsOnly(Double.NaN);
        assertThat(Svd.of(a).polar().toArray()).containsOnly(Double.NaN);
        assertThat(Svd.of(new LowRankMatrix(a, random(3, 4, 1))).rank()).isEqualTo(2);
    }

    @Test
    void aProductIsDecomposedWithoutBeingComputed() {
        LowRankMatrix product = new LowRankMatrix(random(60, 5, 1), random(5, 90, 2));

        Svd svd = Svd.of(product);

        assertThat(svd.values()).hasSize(5);
        assertNear(product(svd), product.product(), 1e-14);
        assertOrthonormalRows(svd.left());
        assertOrthonormalRows(svd.right());
    }

    @Test
    void factorsThatCancelLeaveNothingSignificant() {
        Matrix b = random(30, 2, 1);
        Matrix a = random(2, 30, 2);

        Svd svd = Svd.of(new LowRankMatrix(Matrix.beside(List.of(b, b.times(-1))), Matrix.stacked(List.of(a, a))));

        assertThat(svd.rank()).isZero();
    }

    @Test
    void thePolarFactorIsTheNearestIsometry() {
        Matrix isometry = Svd.of(random(20, 6, 1)).polar();

        assertOrthonormalRows(isometry.transpose());
        assertNear(Svd.of(isometry.times(3)).polar(), isometry, 1e-14);
        assertNear(Svd.of(Matrix.of(2, 2, 2, 0, 0, -3)).polar(), Matrix.of(2, 2, 1, 0, 0, -1), 1e-15);
    }

    @Test
    void whereTheRankIsNotFullThePolarFactorAddsNoDirection() {
        Matrix column = random(20, 1, 1);
        Matrix unit = column.times(1 / column.norm());

        Matrix polar = Svd.of(Matrix.beside(List.of(unit, unit))).polar();

        Matrix half = unit.times(Math.sqrt(0.5));
        assertNear(polar, Matrix.beside(List.of(half, half)), 1e-14);
    }

    private static void assertDecomposes(Matrix a) {
        Svd svd = Svd.of(a);
        assertNear(product(svd), a, 2e-14);
        assertOrthonormalRows(svd.left());
        assertOrthonormalRows(svd.right());
        assertThat(svd.values()).isSortedAccordingTo((x, y) -> Double.compare(y, x));
    }
}
