package io.graft.core.verification;

import io.graft.core.tensor.DType;
import io.graft.core.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Compares elements of a checked tensor with what they should be, and sums up how far they are off. */
final class TensorComparison {
    private static final double MOST = 1e9;

    private final DType dtype;
    private final boolean changes;
    private long checked;
    private long differing;
    private long beyondOne;
    private double farthest;
    private long unchanged;
    private long beyondPlain;
    private long confirmed;
    private double errorSquares;
    private double changeSquares;
    private double product;
    /** The largest number of the row, from float32 on. */
    private double largest;

    /** @param changes whether there is a base to compare with */
    TensorComparison(DType dtype, boolean changes) {
        this.dtype = dtype;
        this.changes = changes;
    }

    /**
     * Adds a row.
     *
     * @param values what it should be, unrounded
     * @param plain the same by other means; null if there are none
     * @param base null if there is none
     */
    void add(Tensor actual, Tensor base, long first, double[] values, double @Nullable [] plain) {
        double[] found = row(actual, first, values.length);
        double[] before = changes ? row(base, first, values.length) : new double[values.length];
        largest = isSmall() ? 0 : largest(before, values);
        for (int i = 0; i < values.length; i++) {
            add(found[i], before[i], values[i]);
            if (plain != null) {
                confirmed++;
                beyondPlain += distance(dtype.toDouble(dtype.fromDouble(plain[i])), values[i], before[i]) > 1 ? 1 : 0;
            }
        }
    }

    /** Whoever adds up in float32 and stores 16 bits rounds once to speak of; whoever stores float32 has errors of all terms in it. */
    private boolean isSmall() {
        return dtype.bytes() < Float.BYTES;
    }

    private static double largest(double[] before, double[] values) {
        double largest = 0;
        for (int i = 0; i < values.length; i++) {
            largest = Math.max(largest, size(before[i], values[i]));
        }
        return largest;
    }

    private static double[] row(Tensor tensor, long first, int count) {
        double[] row = new double[count];
        tensor.read(first, row, count);
        return row;
    }

    private void add(double found, double before, double value) {
        double rounded = dtype.toDouble(dtype.fromDouble(value));
        checked++;
        if (Double.doubleToRawLongBits(found) != Double.doubleToRawLongBits(rounded)) {
            differing++;
            double distance = distance(found, rounded, before);
            beyondOne += distance > 1 ? 1 : 0;
            farthest = Math.max(farthest, distance);
        }
        if (changes) {
            unchanged += Double.doubleToRawLongBits(found) == Double.doubleToRawLongBits(before) ? 1 : 0;
            errorSquares += Math.pow(found - value, 2);
            changeSquares += Math.pow(value - before, 2);
            product += (found - before) * (value - before);
        }
    }

    /** In units in the last place of the largest number that the sum was made of, where it cancels; from float32 on, of the row's. */
    private double distance(double found, double expected, double before) {
        double distance = Math.abs(found - expected) / unit(Math.max(largest, size(before, expected)));
        return distance < MOST ? distance : MOST;
    }

    private static double size(double before, double value) {
        return Math.max(Math.abs(before), Math.max(Math.abs(value), Math.abs(value - before)));
    }

    private double unit(double size) {
        long bits = dtype.fromDouble(size);
        double above = dtype.toDouble(bits + 1) - dtype.toDouble(bits);
        return Double.isFinite(above) && above > 0 ? above : dtype.toDouble(bits) - dtype.toDouble(bits - 1);
    }

    long checked() {
        return checked;
    }

    long differing() {
        return differing;
    }

    long beyondOne() {
        return beyondOne;
    }

    double farthest() {
        return farthest;
    }

    long confirmed() {
        return confirmed;
    }

    /** How many elements the two computations disagree on by more than a unit in the last place. */
    long beyondPlain() {
        return beyondPlain;
    }

    long unchanged() {
        return unchanged;
    }

    double errorSquares() {
        return errorSquares;
    }

    double changeSquares() {
        return changeSquares;
    }

    /** By how many times the change that should be there the tensor was changed: 0 if it was skipped, 2 if merged twice. */
    double multiple() {
        return changeSquares == 0 ? 0 : product / changeSquares;
    }

    /** Whether the elements are what they should be. */
    boolean agrees(boolean exact) {
        if (exact) {
            return differing == 0;
        }
        return isSmall() ? beyondOne <= checked / 1000 && farthest <= 2 : farthest <= 16;
    }
}
