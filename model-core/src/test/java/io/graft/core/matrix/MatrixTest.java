package io.graft.core.matrix;

import static io.graft.core.matrix.Matrices.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Matrices and their products. */
class MatrixTest {
    private final Matrix matrix = Matrix.of(2, 3, 1, 2, 3, 4, 5, 6);

    @Test
    void multipliesRowsByColumns() {
        assertThat(matrix.multiply(Matrix.of(3, 1, 1, 0, -1)).toArray()).containsExactly(-2, -2);
    }

    @Test
    void aProductIsTheSameChainOfOperationsHoweverLargeItIs() {
        Matrix left = random(70, 130, 1);
        Matrix right = random(130, 1100, 2);

        Matrix product = left.multiply(right);

        double chain = 0;
        for (int k = 0; k < 130; k++) {
            chain = Math.fma(left.at(69, k), right.at(k, 1099), chain);
        }
        assertThat(product.at(69, 1099)).isEqualTo(chain);
        assertThat(left.multiplyTransposed(right.transpose()).toArray()).isEqualTo(product.toArray());
    }

    @Test
    void transposingTwiceGivesTheMatrixBack() {
        assertThat(matrix.transpose().toArray()).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(matrix.transpose().transpose().toArray()).isEqualTo(matrix.toArray());
    }

    @Test
    void partsStandBesideOrUponEachOther() {
        Matrix column = Matrix.of(2, 1, 7, 8);

        assertThat(Matrix.beside(List.of(column, matrix)).toArray()).containsExactly(7, 1, 2, 3, 8, 4, 5, 6);
        assertThat(Matrix.stacked(List.of(column, column)).toArray()).containsExactly(7, 8, 7, 8);
    }

    @Test
    void whatNobodyOwnsCannotBeChanged() {
        matrix.toArray()[0] = 100;

        assertThat(matrix.at(0, 0)).isEqualTo(1);
    }

    @Test
    void aProductOverNothingIsZero() {
        assertThat(Matrix.zero(2, 0).multiply(Matrix.zero(0, 1)).toArray()).containsExactly(0, 0);
    }

    @Test
    void sidesThatDoNotFitAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> matrix.multiply(matrix));
        assertThatIllegalArgumentException().isThrownBy(() -> matrix.plus(matrix.transpose()));
        assertThatIllegalArgumentException().isThrownBy(() -> Matrix.of(2, 2, 1.0));
    }

    @Test
    void theLargestMagnitudeIsNaNWhereAnyIs() {
        assertThat(Matrix.of(1, 3, 1, -5, 2).largest()).isEqualTo(5);
        assertThat(Matrix.of(1, 3, 1, Double.NaN, 2).largest()).isNaN();
    }
}
