package io.graft.core.matrix;

import static io.graft.core.matrix.Matrices.assertNear;
import static io.graft.core.matrix.Matrices.assertOrthonormalRows;
import static io.graft.core.matrix.Matrices.random;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for every QR decomposition. */
class QrTest {
    @ParameterizedTest
    @CsvSource({"1,1", "5,5", "200,7", "7,200", "3,0", "0,3"})
    void givesTheMatrixBack(int rows, int columns) {
        Matrix a = random(rows, columns, 3);

        Qr qr = Qr.of(a);

        assertNear(qr.q().multiply(qr.r()), a, 1e-14);
        assertOrthonormalRows(qr.q().transpose());
    }

    @Test
    void theDiagonalIsNotNegativeAndNothingIsBelowIt() {
        Matrix r = Qr.of(random(40, 9, 4)).r();

        for (int i = 0; i < 9; i++) {
            assertThat(r.at(i, i)).isPositive();
            assertThat(r.rows(i, i + 1).columns(0, i).largest()).isZero();
        }
    }

    @Test
    void theBasisIsOrthonormalEvenWhereColumnsDependOnEachOther() {
        Matrix column = random(20, 1, 5);

        Qr qr = Qr.of(Matrix.beside(List.of(column, Matrix.zero(20, 1), column, column.times(-2))));

        assertOrthonormalRows(qr.q().transpose());
        assertThat(qr.r().rows(1, 4).largest()).isLessThan(1e-14);
    }

    @Test
    void whatIsNotFiniteSpreadsInsteadOfBeingHidden() {
        assertThat(Qr.of(Matrix.of(2, 1, Double.NaN, 1)).q().largest()).isNaN();
    }
}
