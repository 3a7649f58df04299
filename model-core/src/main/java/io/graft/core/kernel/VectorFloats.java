package io.graft.core.kernel;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The arithmetic of {@link BoundedSum}, on whole vectors. Its product goes the way of {@link VectorProduct}; one for both types would
 * have no type of vector that the compiler knows.
 */
final class VectorFloats {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    static final int WIDTH = FLOATS.length();
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> SHORTS =
            VectorSpecies.of(short.class, VectorShape.forBitSize(WIDTH * Short.SIZE));

    private static final int DROPPED = 16;
    private static final int HALF = 0x8000;
    /** The bits of the largest number that bf16 has. */
    private static final int LIMIT = 0x7f7f_0000;

    private static final int ROWS = 4;

    private VectorFloats() {}

    static void readFloats(MemorySegment from, long offset, float[] into, int at, int count) {
        for (int i = 0; i < count; i += WIDTH) {
            FloatVector.fromMemorySegment(FLOATS, from, offset + (long) i * Float.BYTES, LITTLE_ENDIAN)
                    .intoArray(into, at + i);
        }
    }

    static void readBrains(MemorySegment from, long offset, float[] into, int at, int count) {
        for (int i = 0; i < count; i += WIDTH) {
            ShortVector packed =
                    ShortVector.fromMemorySegment(SHORTS, from, offset + (long) i * Short.BYTES, LITTLE_ENDIAN);
            ((IntVector) packed.convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0))
                    .lanewise(VectorOperators.LSHL, DROPPED)
                    .reinterpretAsFloats()
                    .intoArray(into, at + i);
        }
    }

    static void addProduct(float[] sums, Tile tile, FloatFactors factors, float scale) {
        int row = Math.toIntExact(tile.row());
        int column = Math.toIntExact(tile.column());
        for (int j = 0; j < tile.columns(); j += FloatFactors.STRIP) {
            int strip = factors.stripStart(column + j);
            addStrip(sums, j, tile.columns(), factors, row, tile.rows(), strip, scale);
        }
    }

    private static void addStrip(
            float[] sums, int at, int width, FloatFactors factors, int row, int rows, int strip, float scale) {
        int rank = factors.rank();
        int i = 0;
        for (; i + ROWS <= rows; i += ROWS) {
            addTile(sums, at + i * width, width, factors.left(), (row + i) * rank, factors.right(), strip, rank, scale);
        }
        for (; i < rows; i++) {
            addRow(sums, at + i * width, factors.left(), (row + i) * rank, factors.right(), strip, rank, scale);
        }
    }

    private static void addTile(
            float[] sums, int at, int width, float[] left, int row, float[] right, int strip, int rank, float scale) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector s00 = zero;
        FloatVector s01 = zero;
        FloatVector s10 = zero;
        FloatVector s11 = zero;
        FloatVector s20 = zero;
        FloatVector s21 = zero;
        FloatVector s30 = zero;
        FloatVector s31 = zero;
        for (int k = 0; k < rank; k++) {
            FloatVector r0 = FloatVector.fromArray(FLOATS, right, strip + k * FloatFactors.STRIP);
            FloatVector r1 = FloatVector.fromArray(FLOATS, right, strip + k * FloatFactors.STRIP + WIDTH);
            FloatVector l0 = FloatVector.broadcast(FLOATS, left[row + k]);
            s00 = l0.fma(r0, s00);
            s01 = l0.fma(r1, s01);
            FloatVector l1 = FloatVector.broadcast(FLOATS, left[row + rank + k]);
            s10 = l1.fma(r0, s10);
            s11 = l1.fma(r1, s11);
            FloatVector l2 = FloatVector.broadcast(FLOATS, left[row + 2 * rank + k]);
            s20 = l2.fma(r0, s20);
            s21 = l2.fma(r1, s21);
            FloatVector l3 = FloatVector.broadcast(FLOATS, left[row + 3 * rank + k]);
            s30 = l3.fma(r0, s30);
            s31 = l3.fma(r1, s31);
        }
        addTwo(sums, at, s00, s01, scale);
        addTwo(sums, at + width, s10, s11, scale);
        addTwo(sums, at + 2 * width, s20, s21, scale);
        addTwo(sums, at + 3 * width, s30, s31, scale);
    }

    private static void addRow(
            float[] sums, int at, float[] left, int row, float[] right, int strip, int rank, float scale) {
        FloatVector s0 = FloatVector.zero(FLOATS);
        FloatVector s1 = FloatVector.zero(FLOATS);
        for (int k = 0; k < rank; k++) {
            FloatVector l = FloatVector.broadcast(FLOATS, left[row + k]);
            s0 = l.fma(FloatVector.fromArray(FLOATS, right, strip + k * FloatFactors.STRIP), s0);
            s1 = l.fma(FloatVector.fromArray(FLOATS, right, strip + k * FloatFactors.STRIP + WIDTH), s1);
        }
        addTwo(sums, at, s0, s1, scale);
    }

    private static void addTwo(float[] sums, int at, FloatVector first, FloatVector second, float scale) {
        FloatVector factor = FloatVector.broadcast(FLOATS, scale);
        first.fma(factor, FloatVector.fromArray(FLOATS, sums, at)).intoArray(sums, at);
        second.fma(factor, FloatVector.fromArray(FLOATS, sums, at + WIDTH)).intoArray(sums, at + WIDTH);
    }

    /**
     * Rounds and writes {@code count} sums, a multiple of the vector's width.
     *
     * @param at where they begin, of all sums
     * @param share of a sum's magnitude that it may be off by
     * @param reach what all of them may be off by besides
     * @param doubtful notes the places, of all sums, whose rounding is in doubt
     */
    static void settle(
            float[] sums, int at, int count, float share, float reach, MemorySegment to, long offset, Places doubtful) {
        IntVector largest = IntVector.zero(INTS);
        FloatVector shares = FloatVector.broadcast(FLOATS, share);
        FloatVector reaches = FloatVector.broadcast(FLOATS, reach);
        for (int j = 0; j < count; j += WIDTH) {
            FloatVector sum = FloatVector.fromArray(FLOATS, sums, at + j);
            FloatVector off = sum.abs().fma(shares, reaches);
            FloatVector most = sum.add(off);
            largest = largest.max(magnitude(most));
            note(settle(sum.sub(off), most, to, offset + (long) j * Short.BYTES), at + j, doubtful);
        }
        noteUnlessFinite(largest, at, count, doubtful);
    }

    /**
     * Rounds what is least possible and what is most possible. Rounding the middle between two numbers away from 0 is right for
     * neither, but the sum in float64 is strictly between the two ends.
     *
     * @return the lanes in which they differ, a bit each
     */
    private static long settle(FloatVector least, FloatVector most, MemorySegment to, long offset) {
        IntVector code = code(most);
        ((ShortVector) code.convertShape(VectorOperators.I2S, SHORTS, 0)).intoMemorySegment(to, offset, LITTLE_ENDIAN);
        VectorMask<Integer> doubts = code(least).compare(VectorOperators.NE, code);
        return doubts.anyTrue() ? doubts.toLong() : 0;
    }

    private static IntVector code(FloatVector value) {
        return value.reinterpretAsInts().add(HALF).lanewise(VectorOperators.LSHR, DROPPED);
    }

    private static IntVector magnitude(FloatVector value) {
        return value.reinterpretAsInts().and(Integer.MAX_VALUE);
    }

    private static void note(long lanes, int at, Places doubtful) {
        for (long rest = lanes; rest != 0; rest &= rest - 1) {
            doubtful.add(at + Long.numberOfTrailingZeros(rest));
        }
    }

    /** Where one is too large for bf16 or no number, all are in doubt. */
    private static void noteUnlessFinite(IntVector largest, int at, int count, Places doubtful) {
        if (largest.reduceLanes(VectorOperators.MAX) >= LIMIT) {
            for (int j = 0; j < count; j++) {
                doubtful.add(at + j);
            }
        }
    }
}
