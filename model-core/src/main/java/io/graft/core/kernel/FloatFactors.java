package io.graft.core.kernel;

/**
 * The factors of a low-rank matrix in float32, the right one in strips of two vectors, row after row within a strip, with what
 * bounds the rounding errors of their product; see {@link BoundedSum}.
 */
final class FloatFactors {
    static final int STRIP = 2 * VectorFloats.WIDTH;
    /** Roundings beside those of the sum: of the two factors and of the scale; and one more. */
    static final int OTHER_ROUNDINGS = 4;

    private final int rank;
    private final float[] left;
    private final float[] right;
    private final float[] rowBounds;
    private final float[] stripBounds;

    private FloatFactors(int rank, float[] left, float[] right, float[] rowBounds, float[] stripBounds) {
        this.rank = rank;
        this.left = left;
        this.right = right;
        this.rowBounds = rowBounds;
        this.stripBounds = stripBounds;
    }

    /** Columns behind the last whole strip are left out. */
    static FloatFactors of(LowRankFactors factors) {
        int rank = factors.rank();
        float[] left = new float[factors.rows() * rank];
        for (int i = 0; i < left.length; i++) {
            left[i] = (float) factors.left()[i];
        }
        int columns = factors.columns() - factors.columns() % STRIP;
        float[] right = new float[columns * rank];
        float[] stripBounds = new float[columns / STRIP];
        for (int column = 0; column < columns; column++) {
            float bound = column(factors, column, right);
            stripBounds[column / STRIP] = Math.max(stripBounds[column / STRIP], bound);
        }
        return new FloatFactors(rank, left, right, rowBounds(factors), stripBounds);
    }

    /** Packs one column and returns its bound. */
    private static float column(LowRankFactors factors, int column, float[] right) {
        int rank = factors.rank();
        int strip = column - column % LowRankFactors.STRIP;
        int from = factors.stripStart(strip) + column - strip;
        int to = stripStart(column, rank) + column % STRIP;
        double sum = 0;
        for (int k = 0; k < rank; k++) {
            double value = factors.right()[from + k * factors.stripWidth(strip)];
            right[to + k * STRIP] = (float) value;
            sum += share(value, k, rank);
        }
        return (float) Math.sqrt(sum);
    }

    private static float[] rowBounds(LowRankFactors factors) {
        int rank = factors.rank();
        float[] bounds = new float[factors.rows()];
        for (int row = 0; row < bounds.length; row++) {
            double sum = 0;
            for (int k = 0; k < rank; k++) {
                sum += share(factors.left()[row * rank + k], k, rank);
            }
            bounds[row] = (float) Math.sqrt(sum);
        }
        return bounds;
    }

    /** The k-th term of an inner product goes through so many roundings. What underflows is off by as much as the smallest. */
    private static double share(double value, int k, int rank) {
        double magnitude = Math.abs(value) + Float.MIN_NORMAL;
        return (rank - k + OTHER_ROUNDINGS) * magnitude * magnitude;
    }

    private static int stripStart(int column, int rank) {
        return (column - column % STRIP) * rank;
    }

    int rank() {
        return rank;
    }

    /** Element (i, k) is at {@code i * rank + k}. */
    float[] left() {
        return left;
    }

    /** Element (k, j) of the strip that begins with {@code column} is at {@code stripStart(column) + k * STRIP + j}. */
    float[] right() {
        return right;
    }

    int stripStart(int column) {
        return stripStart(column, rank);
    }

    float rowBound(int row) {
        return rowBounds[row];
    }

    /** The largest bound of some whole strips' columns. */
    float columnBound(int column, int columns) {
        float largest = 0;
        for (int strip = column / STRIP; strip < (column + columns) / STRIP; strip++) {
            largest = Math.max(largest, stripBounds[strip]);
        }
        return largest;
    }
}
