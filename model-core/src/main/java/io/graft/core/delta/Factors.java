package io.graft.core.delta;

import io.graft.core.adapter.GatedLowRank;
import io.graft.core.adapter.Hadamard;
import io.graft.core.adapter.LowRank;
import io.graft.core.kernel.LowRankFactors;
import io.graft.core.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The two factors of each low-rank matrix, widened, with whatever belongs to them multiplied in. */
final class Factors {
    private Factors() {}

    static LowRankFactors of(LowRank change) {
        return change.transposed()
                ? LowRankFactors.transposed(change.b(), change.a())
                : LowRankFactors.of(change.b(), change.a());
    }

    static LowRankFactors of(GatedLowRank change) {
        int rank = Math.toIntExact(change.inner().elements());
        double[] left = rows(change.b(), change.out(), rank);
        double[] right = rows(change.a(), rank, change.in());
        multiplyRows(right, change.inner().values(), change.in());
        if (change.outer() != null) {
            multiplyRows(left, change.outer().values(), rank);
        }
        return of(change.out(), change.in(), rank, left, right, change.transposed());
    }

    /** The factors of {@code left · right}, or of the transpose of that. */
    static LowRankFactors of(int rows, int columns, int rank, double[] left, double[] right, boolean transposed) {
        return transposed
                ? LowRankFactors.of(columns, rows, rank, transpose(right, rank, columns), transpose(left, rows, rank))
                : LowRankFactors.of(rows, columns, rank, left, right);
    }

    static LowRankFactors of(Hadamard.Product product) {
        @Nullable Tensor core = product.core();
        return core == null ? LowRankFactors.of(product.a(), product.b()) : of(product, core);
    }

    private static LowRankFactors of(Hadamard.Product product, Tensor core) {
        int rank = Math.toIntExact(product.rank());
        int rows = Math.toIntExact(product.rows());
        int columns = Math.toIntExact(product.columns());
        return LowRankFactors.of(
                rows,
                columns,
                rank,
                transpose(product.a().values(), rank, rows),
                right(product.b().values(), core));
    }

    /** {@code right[i, q, x] = Σ core[i, j, x] · b[j, q]}, for j in ascending order. */
    private static double[] right(double[] b, Tensor core) {
        int rank = Math.toIntExact(core.shape().dim(0));
        int inner = Math.toIntExact(core.shape().dim(1));
        int kernel = Math.toIntExact(core.shape().dim(2));
        int in = b.length / inner;
        double[] cores = core.values();
        double[] right = new double[Math.multiplyExact(rank, Math.multiplyExact(in, kernel))];
        for (int i = 0; i < rank; i++) {
            for (int j = 0; j < inner; j++) {
                addOuter(right, i * in * kernel, b, j * in, in, cores, (i * inner + j) * kernel, kernel);
            }
        }
        return right;
    }

    private static void addOuter(
            double[] sum, int at, double[] column, int from, int rows, double[] row, int rowFrom, int columns) {
        for (int q = 0; q < rows; q++) {
            for (int x = 0; x < columns; x++) {
                int to = at + q * columns + x;
                sum[to] = Math.fma(row[rowFrom + x], column[from + q], sum[to]);
            }
        }
    }

    /** The upper left corner of a matrix. */
    private static double[] rows(Tensor matrix, int rows, int columns) {
        double[] corner = new double[Math.multiplyExact(rows, columns)];
        double[] row = new double[columns];
        for (int i = 0; i < rows; i++) {
            matrix.read(i * matrix.shape().dim(1), row, columns);
            System.arraycopy(row, 0, corner, i * columns, columns);
        }
        return corner;
    }

    private static void multiplyRows(double[] matrix, double[] factors, int columns) {
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] *= factors[i / columns];
        }
    }

    static double[] transpose(double[] matrix, int rows, int columns) {
        double[] result = new double[matrix.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                result[j * rows + i] = matrix[i * columns + j];
            }
        }
        return result;
    }
}
