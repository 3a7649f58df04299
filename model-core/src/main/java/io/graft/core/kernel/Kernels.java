package io.graft.core.kernel;

import io.graft.core.tensor.DType;
import java.lang.foreign.MemorySegment;

/**
 * The arithmetic of merging, on blocks of doubles that fit into the first-level cache. Every operation is a fixed sequence of
 * IEEE 754 operations for each element, so the two implementations agree in every bit: a result never depends on which one ran,
 * nor on how a tensor was cut into blocks.
 */
public sealed interface Kernels permits ScalarKernels, VectorKernels {
    /** How many sums run side by side, whatever the processor. */
    int SUMS = 16;

    /** The vectorised kernels where this JVM has the Vector API and registers of at least four doubles, else the scalar ones. */
    static Kernels fastest() {
        return VectorSupport.present() ? new VectorKernels() : new ScalarKernels();
    }

    static Kernels scalar() {
        return new ScalarKernels();
    }

    /** Widens {@code count} elements of {@code from}, from element {@code first} on, into {@code into} at {@code at}; exact. */
    void read(DType dtype, MemorySegment from, long first, double[] into, int at, int count);

    /**
     * Rounds {@code count} values once, to nearest, ties to even, into elements of {@code to}.
     *
     * @return whether all that was written is finite
     */
    boolean write(DType dtype, double[] values, int at, int count, MemorySegment to, long first);

    /** {@code sum[i] = fma(weight, values[i], sum[i])} for the first {@code count} elements. */
    void add(double[] sum, double[] values, double weight, int count);

    /** {@code sum[i] = fma(weight, values[i] - base[i], sum[i])}: adds a weighted task vector. */
    void addDifference(double[] sum, double[] values, double[] base, double weight, int count);

    void multiply(double[] values, double factor, int count);

    void divide(double[] values, double divisor, int count);

    /** {@code values[i] -= base[i]} for the first {@code count} elements. */
    void subtract(double[] values, double[] base, int count);

    /** Clears the values from {@code from} up to {@code to} whose score is smaller than {@code least}, whatever its sign. */
    void keep(double[] values, double[] scores, double least, int from, int to);

    /** Clears the values from {@code from} up to {@code to} whose score is not smaller than {@code least}, whatever its sign. */
    void drop(double[] values, double[] scores, double least, int from, int to);

    /** Clears the values from {@code from} up to {@code to} whose score is not smaller than their limit. */
    void keepLess(double[] values, double[] scores, double[] limits, int from, int to);

    /**
     * Notes the places from {@code from} up to {@code to} whose scores, whatever their signs, are not smaller than {@code least}
     * but smaller than {@code most}; in ascending order.
     *
     * @param between has room for all of them
     * @return how many scores are not smaller than {@code most}
     */
    int sift(double[] scores, double least, double most, int from, int to, Places between);

    /**
     * Adds magnitudes to {@link #SUMS} sums, in turn: {@code sums[i % SUMS] += |values[i]|} for the first {@code count} elements.
     */
    void addMagnitudes(double[] sums, double[] values, int count);

    /** {@code values[i] /= divisors[i]} for the first {@code count} elements, but for those whose divisor is 0. */
    void divide(double[] values, double[] divisors, int count);

    /**
     * {@code values[i] = fma(factor, change[i], values[i])} for the first {@code count} elements. What changes by nothing keeps its
     * bits, the sign of a zero included.
     */
    void change(double[] values, double[] change, double factor, int count);

    /**
     * Adds the values whose sign won a vote: where a value is greater than 0 and its votes are not smaller than 0, or both are
     * smaller than 0, {@code sum[i] = fma(weight, values[i], sum[i])} and {@code shares[i] += share}.
     */
    void addElected(
            double[] sum, double[] shares, double[] values, double[] votes, double weight, double share, int count);

    /** Writes {@code count} uniform numbers, from {@code index} on, to {@code into} at {@code at}; see {@link Uniform}. */
    void draw(Uniform uniform, long index, double[] into, int at, int count);

    /**
     * Adds a block of a low-rank product: {@code sum[i][j] = fma(factor, d, sum[i][j])}, where {@code d} begins at 0 and takes
     * {@code fma(left[row + i][k], right[k][j], d)} for each k in ascending order.
     *
     * @param sum {@code rows} rows of the panel's width, row-major
     * @param panel which panel of columns, see {@link LowRankFactors}
     */
    void addLowRank(double[] sum, LowRankFactors factors, int row, int rows, int panel, double factor);
}
