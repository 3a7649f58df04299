package io.graft.core.kernel;

import io.graft.core.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The two factors of a low-rank matrix, {@code left · right}, widened to doubles. The right one is kept in strips of
 * {@value #STRIP} columns, row after row within a strip, so that a strip stays in the first-level cache while all rows of a tile
 * are multiplied with it.
 */
public final class LowRankFactors {
    /** Columns of a panel: as many as are worked on at once. */
    public static final int PANEL = 256;

    static final int STRIP = 16;

    private final int rows;
    private final int columns;
    private final int rank;
    private final double[] left;
    private final double[] right;
    private volatile @Nullable FloatFactors floats;

    private LowRankFactors(int rows, int columns, int rank, double[] left, double[] right) {
        this.rows = rows;
        this.columns = columns;
        this.rank = rank;
        this.left = left;
        this.right = right;
    }

    /**
     * The factors of {@code b · a}.
     *
     * @param b [rows, rank]
     * @param a [rank, columns]
     */
    public static LowRankFactors of(Tensor b, Tensor a) {
        int rank = Math.toIntExact(a.shape().dim(0));
        int columns = Math.toIntExact(a.shape().dim(1));
        return new LowRankFactors(
                Math.toIntExact(b.shape().dim(0)), columns, rank, b.values(), strips(a.values(), rank, columns));
    }

    /**
     * Factors that are widened already.
     *
     * @param left [rows, rank], row-major
     * @param right [rank, columns], row-major
     */
    public static LowRankFactors of(int rows, int columns, int rank, double[] left, double[] right) {
        return new LowRankFactors(rows, columns, rank, left, strips(right, rank, columns));
    }

    /** The factors of {@code (b · a)} transposed, for weights that are stored as [in, out]. */
    public static LowRankFactors transposed(Tensor b, Tensor a) {
        int rank = Math.toIntExact(a.shape().dim(0));
        int rows = Math.toIntExact(a.shape().dim(1));
        int columns = Math.toIntExact(b.shape().dim(0));
        double[] left = transpose(a.values(), rank, rows);
        double[] right = transpose(b.values(), columns, rank);
        return new LowRankFactors(rows, columns, rank, left, strips(right, rank, columns));
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    public int rank() {
        return rank;
    }

    /** The left factor, [rows, rank], row-major. */
    public double[] leftValues() {
        return left.clone();
    }

    /** The right factor, [rank, columns], row-major. */
    public double[] rightValues() {
        double[] values = new double[right.length];
        for (int column = 0; column < columns; column += STRIP) {
            int width = stripWidth(column);
            for (int k = 0; k < rank; k++) {
                System.arraycopy(right, stripStart(column) + k * width, values, k * columns + column, width);
            }
        }
        return values;
    }

    int panelCount() {
        return panelCount(columns);
    }

    static int panelCount(int columns) {
        return (columns + PANEL - 1) / PANEL;
    }

    /** The width of a panel: {@value #PANEL}, or what is left for the last one. */
    int width(int panel) {
        return Math.min(PANEL, columns - panel * PANEL);
    }

    double[] left() {
        return left;
    }

    /** Element (k, j) of the strip that begins with {@code column} is at {@code stripStart(column) + k * stripWidth(column) + j}. */
    double[] right() {
        return right;
    }

    /** The same in float32. Threads that ask at once may each make their own. */
    FloatFactors floats() {
        FloatFactors there = floats;
        if (there == null) {
            there = FloatFactors.of(this);
            floats = there;
        }
        return there;
    }

    int stripStart(int column) {
        return column * rank;
    }

    /** {@value #STRIP}, or what is left for the last one. */
    int stripWidth(int column) {
        return Math.min(STRIP, columns - column);
    }

    private static double[] transpose(double[] matrix, int rows, int columns) {
        double[] result = new double[matrix.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                result[j * rows + i] = matrix[i * columns + j];
            }
        }
        return result;
    }

    private static double[] strips(double[] matrix, int rank, int columns) {
        double[] packed = new double[matrix.length];
        int to = 0;
        for (int column = 0; column < columns; column += STRIP) {
            int width = Math.min(STRIP, columns - column);
            for (int k = 0; k < rank; k++, to += width) {
                System.arraycopy(matrix, k * columns + column, packed, to, width);
            }
        }
        return packed;
    }
}
