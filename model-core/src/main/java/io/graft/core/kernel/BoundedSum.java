package io.graft.core.kernel;

import io.graft.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * A tile of a tensor plus low-rank products in float32, which takes two thirds of the time that float64 takes, with a bound of how far the sum in
 * float64 may be from it. Where the bound leaves no doubt which bf16 number that rounds to, nobody needs it; the few other elements
 * are for whoever asks to compute in float64. So the bits are the same.
 *
 * <p>With {@code u = 2^-24}, an inner product of length {@code r} in ascending order is off by at most
 * {@code u Σ (r - k + 1) |b_k a_k|}, to first order (Higham, Accuracy and Stability of Numerical Algorithms, 3.1); the inequality of
 * Cauchy and Schwarz makes a factor for each row and one for each column of it. Adding a product to the sum is off by at most
 * {@code u |sum|}. Terms of higher order, and the roundings in float64, are within a hundredth of that.
 *
 * <p>Weighted sums of whole tensors gain nothing: with weights such as 0.5, fine-tunes of one base have a good part of their sums in
 * the very middle between two numbers.
 */
public final class BoundedSum {
    /** Beyond these a scale's rounding to float32, or an underflow times the scale, would need bounds of their own. */
    private static final double LARGEST = 0x1p20;

    private static final double SMALLEST = 0x1p-60;
    private static final int LONGEST = 1 << 10;
    /** Roundings of the sum, where its last addition and both ends of what is possible are rounded. */
    private static final int ENDS = 4;
    /** Terms of higher order. */
    private static final float SLACK = 1 + 0x1p-7f;
    /** Covers all that underflows. */
    private static final float UNDERFLOW = 0x1p-118f;

    private static final float ROUNDING = 0x1p-24f;
    /** A tile of which more is in doubt had better be computed anew. */
    private static final int FEW = 16;

    private final boolean vectors;
    private final Places doubtful = new Places();
    private float[] sums = {};
    private float[] reaches = {};
    private Tile tile = new Tile(0, 0, 0, 0, 0);
    private int products;

    BoundedSum(Kernels kernels) {
        this.vectors = kernels instanceof VectorKernels;
    }

    /** Begins with a tensor; says no where it is not stored as floats, or such a tile is summed in float64 as fast. */
    public boolean begin(Operand operand, Tile place) {
        if (!vectors || place.columns() % FloatFactors.STRIP != 0) {
            return false;
        }
        tile = place;
        products = 0;
        doubtful.clear(2 * place.count()); // A row that is not finite notes its places once more
        if (sums.length < place.count()) {
            sums = new float[place.count()];
        }
        if (reaches.length < place.rows()) {
            reaches = new float[place.rows()];
        }
        Arrays.fill(reaches, 0);
        return operand instanceof StoredOperand(Tensor tensor) && place.read(tensor, sums);
    }

    /** Adds a multiple of a product of the tensor's rows and columns; says no if it cannot. */
    public boolean add(LowRankFactors factors, double scale) {
        double magnitude = Math.abs(scale);
        if (!(magnitude <= LARGEST && magnitude >= SMALLEST)
                || tile.width() != factors.columns()
                || factors.rank() > LONGEST) {
            return false;
        }
        FloatFactors floats = factors.floats();
        VectorFloats.addProduct(sums, tile, floats, (float) scale);
        reach(floats, (float) magnitude);
        return true;
    }

    /** What the rows may be off by. */
    private void reach(FloatFactors factors, float scale) {
        int row = Math.toIntExact(tile.row());
        float columns = factors.columnBound(Math.toIntExact(tile.column()), tile.columns());
        for (int i = 0; i < tile.rows(); i++) {
            reaches[i] += ROUNDING * scale * columns * factors.rowBound(row + i);
        }
        products++;
    }

    /**
     * Rounds the sums to bf16 and writes them to their places in memory that begins with element {@code start} of the tensor. A sum
     * on the way is at most what it ends as, and {@link FloatFactors#OTHER_ROUNDINGS a fourth} of the reach.
     *
     * @return how many are in doubt, which {@link #doubtful} has; what is written for these means nothing
     */
    public int writeBrains(MemorySegment to, long start) {
        float share = (products + ENDS) * ROUNDING;
        float times = (1 + (float) products / FloatFactors.OTHER_ROUNDINGS) * SLACK;
        for (int i = 0; i < tile.rows(); i++) {
            float reach = reaches[i] * times + UNDERFLOW;
            long offset = (tile.first(i) - start) * Short.BYTES;
            VectorFloats.settle(sums, i * tile.columns(), tile.columns(), share, reach, to, offset, doubtful);
        }
        return doubtful.count();
    }

    /** Whether so many are in doubt that the tile had better be computed anew, all of it. */
    public boolean isTooMany(int count) {
        return count > tile.count() / FEW;
    }

    /** One of the elements in doubt, as a tile of its own. */
    public Tile doubtful(int which) {
        return tile.element(doubtful.get(which));
    }
}
