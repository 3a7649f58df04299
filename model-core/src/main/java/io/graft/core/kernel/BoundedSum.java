package io.graft.core.kernel;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * A tile of weighted sums in float32, which takes half as long as in float64, each with a bound of how far the sum in float64 may
 * be from it. Where the bound leaves no doubt which bf16 number that rounds to, nobody needs it; the few other elements are for
 * whoever asks to compute in float64. So the bits are the same.
 *
 * <p>With {@code u = 2^-24}, adding {@code c · x} to a sum is off by at most {@code u (|sum| + |c x|)}, for its rounding and that of
 * {@code c}. An inner product of length {@code r} in ascending order is off by at most {@code u Σ (r - k + 1) |b_k a_k|}, to first
 * order (Higham, Accuracy and Stability of Numerical Algorithms, 3.1); the inequality of Cauchy and Schwarz makes a factor for each
 * row and one for each column of it. Terms of higher order, and the roundings in float64, are within a hundredth of that.
 */
public final class BoundedSum {
    /** Beyond these a weight's rounding to float32, or an underflow times the weight, would need bounds of their own. */
    private static final double LARGEST = 0x1p20;

    private static final double SMALLEST = 0x1p-60;
    private static final int LONGEST = 1 << 10;
    /** Roundings of the sum, where its last addition and both ends of what is possible are rounded. */
    private static final int ENDS = 4;
    /** Covers all that underflows. */
    private static final float UNDERFLOW = 0x1p-118f;
    /** A tile of which more is in doubt had better be computed anew. */
    private static final int FEW = 16;

    private final boolean vectors;
    private float[] sums = {};
    private float[] bounds = {};
    private float[] values = {};
    private float[] origins = {};
    private float[] reaches = {};
    private final Places doubtful = new Places();
    private Tile tile = new Tile(0, 0, 0, 0, 0);
    private boolean empty;
    private boolean bounded;
    private int products;

    BoundedSum(Kernels kernels) {
        this.vectors = kernels instanceof VectorKernels;
    }

    /** Begins with 0; says no where tiles of such a shape, or on such a machine, are summed in float64 as fast. */
    public boolean begin(Tile shape) {
        if (!vectors || shape.columns() % VectorFloats.WIDTH != 0) {
            return false;
        }
        tile = shape;
        empty = true;
        bounded = false;
        products = 0;
        doubtful.clear(2 * shape.count());
        makeRoom();
        return true;
    }

    private void makeRoom() {
        if (sums.length < tile.count()) {
            sums = new float[tile.count()];
            bounds = new float[tile.count()];
            values = new float[tile.count()];
            origins = new float[tile.count()];
        }
        if (reaches.length < tile.rows()) {
            reaches = new float[tile.rows()];
        }
    }

    /** Adds an operand; says no if it does not know its kind or its weight. */
    public boolean add(Operand operand, double weight) {
        if (empty && weight == 1) {
            empty = false;
            return operand.read(tile, sums);
        }
        if (!isOrdinary(weight) || !operand.read(tile, values)) {
            return false;
        }
        clearFirst();
        boundFirst();
        VectorFloats.add(sums, bounds, values, (float) weight, tile.count());
        return true;
    }

    /** Begins with what differences are taken from. */
    public boolean addOrigin(Operand origin) {
        empty = false;
        if (!origin.read(tile, origins)) {
            return false;
        }
        System.arraycopy(origins, 0, sums, 0, tile.count());
        return true;
    }

    /** Adds {@code weight · (operand - origin)}. */
    public boolean addDifference(Operand operand, double weight) {
        if (!isOrdinary(weight) || !operand.read(tile, values)) {
            return false;
        }
        boundFirst();
        VectorFloats.addDifference(sums, bounds, values, origins, (float) weight, tile.count());
        return true;
    }

    /** Adds a multiple of a product whose rows and columns are the tile's. */
    public boolean addProduct(LowRankFactors factors, double scale) {
        if (!isOrdinary(scale)
                || tile.width() != factors.columns()
                || tile.columns() % FloatFactors.STRIP != 0
                || factors.rank() > LONGEST) {
            return false;
        }
        clearFirst();
        FloatFactors floats = factors.floats();
        VectorFloats.addProduct(sums, tile, floats, (float) scale);
        reach(floats, (float) Math.abs(scale));
        return true;
    }

    /** What the rows may be off by. A sum that a product is added to is at most what it ends as, and a quarter of the reach. */
    private void reach(FloatFactors factors, float scale) {
        int row = Math.toIntExact(tile.row());
        float columns = factors.columnBound(Math.toIntExact(tile.column()), tile.columns());
        for (int i = 0; i < tile.rows(); i++) {
            float before = products == 0 ? 0 : reaches[i];
            reaches[i] = before + VectorFloats.ROUNDING * scale * columns * factors.rowBound(row + i);
        }
        products++;
    }

    private void clearFirst() {
        if (empty) {
            Arrays.fill(sums, 0, tile.count(), 0);
            empty = false;
        }
    }

    private void boundFirst() {
        if (!bounded) {
            Arrays.fill(bounds, 0, tile.count(), 0);
            bounded = true;
        }
    }

    private static boolean isOrdinary(double weight) {
        double magnitude = Math.abs(weight);
        return magnitude <= LARGEST && magnitude >= SMALLEST;
    }

    /**
     * Rounds the sums to bf16 and writes them to their places in memory that begins with element {@code start} of the tensor.
     *
     * @return how many are in doubt, and not written; {@link #doubtful} says which
     */
    public int writeBrains(MemorySegment to, long start) {
        float share = (products + ENDS) * VectorFloats.ROUNDING;
        for (int i = 0; i < tile.rows(); i++) {
            float reach = products == 0 ? 0 : reaches[i] * (1 + products / 4f) * VectorFloats.SLACK;
            MemorySegment row = to.asSlice((tile.first(i) - start) * Short.BYTES, (long) tile.columns() * Short.BYTES);
            settle(i * tile.columns(), share, reach + UNDERFLOW, row);
        }
        return doubtful.count();
    }

    private void settle(int at, float share, float reach, MemorySegment to) {
        if (bounded) {
            VectorFloats.settle(sums, bounds, at, tile.columns(), share, reach, to, doubtful);
        } else {
            VectorFloats.settle(sums, at, tile.columns(), share, reach, to, doubtful);
        }
    }

    /** Whether so many are in doubt that the tile had better be computed anew, all of it. */
    public boolean isTooMany(int doubtfulCount) {
        return doubtfulCount > tile.count() / FEW;
    }

    /** One of the elements in doubt, as a tile of its own. */
    public Tile doubtful(int which) {
        return tile.element(doubtful.get(which));
    }
}
