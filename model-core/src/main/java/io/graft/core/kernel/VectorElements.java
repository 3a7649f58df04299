package io.graft.core.kernel;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.graft.core.tensor.DType;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Reads and writes whole vectors of elements. The roundings are those of {@link DType}, done on the bits of the double. */
final class VectorElements {
    private static final VectorSpecies<Double> DOUBLES = VectorKernels.LANES;
    private static final int WIDTH = DOUBLES.length();
    private static final VectorSpecies<Float> FLOATS = species(float.class, Float.SIZE);
    private static final VectorSpecies<Integer> INTS = species(int.class, Integer.SIZE);
    private static final VectorSpecies<Short> SHORTS = species(short.class, Short.SIZE);

    private static final long INFINITY = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
    private static final int MANTISSA = 52;
    private static final int FLOAT_MANTISSA = 23;
    private static final int BF16_SHIFT = 16;
    private static final int BF16_DROPPED = 0xffff;
    private static final int BF16_MIDDLE = 0x8000;
    /** The bits of the largest float that bf16 has. */
    private static final int BF16_LIMIT = 0x7f7f_0000;

    private static final int HALF_SIGN = 0x8000;
    private static final int HALF_MAGNITUDE = 0x7fff;
    private static final int HALF_INFINITY = 0x7c00;
    private static final int HALF_NORMAL = 0x0400;
    private static final int HALF_SHIFT = FLOAT_MANTISSA - 10;
    private static final int HALF_BIAS_GAP = (127 - 15) << FLOAT_MANTISSA;
    private static final float HALF_SUBNORMAL = 0x1p-24f;
    private static final int FLOAT_INFINITY = 0x7f800000;

    private VectorElements() {}

    private static <E> VectorSpecies<E> species(Class<E> element, int bits) {
        return VectorSpecies.of(element, VectorShape.forBitSize(Math.max(Long.SIZE, WIDTH * bits)));
    }

    static boolean supports(DType dtype) {
        return switch (dtype) {
            case F64, F32, F16, BF16 -> true;
            case F8_E4M3, F8_E5M2, I64, I32, I16, I8, U64, U32, U16, U8, BOOL -> false;
        };
    }

    /** Returns how many elements were read: whole vectors only. */
    static int read(DType dtype, MemorySegment from, long first, double[] into, int at, int count) {
        int vectors = supports(dtype) ? DOUBLES.loopBound(count) : 0;
        long offset = first * dtype.bytes();
        switch (dtype) {
            case F64 -> readDoubles(from, offset, into, at, vectors);
            case F32 -> readFloats(from, offset, into, at, vectors);
            case F16 -> readHalves(from, offset, into, at, vectors);
            case BF16 -> readBrains(from, offset, into, at, vectors);
            case F8_E4M3, F8_E5M2, I64, I32, I16, I8, U64, U32, U16, U8, BOOL -> {}
        }
        return vectors;
    }

    private static void readDoubles(MemorySegment from, long offset, double[] into, int at, int count) {
        for (int i = 0; i < count; i += WIDTH) {
            DoubleVector.fromMemorySegment(DOUBLES, from, offset + (long) i * Double.BYTES, LITTLE_ENDIAN)
                    .intoArray(into, at + i);
        }
    }

    private static void readFloats(MemorySegment from, long offset, double[] into, int at, int count) {
        for (int i = 0; i < count; i += WIDTH) {
            widen(FloatVector.fromMemorySegment(FLOATS, from, offset + (long) i * Float.BYTES, LITTLE_ENDIAN))
                    .intoArray(into, at + i);
        }
    }

    private static void readBrains(MemorySegment from, long offset, double[] into, int at, int count) {
        for (int i = 0; i < count; i += WIDTH) {
            IntVector bits = shorts(from, offset + (long) i * Short.BYTES);
            widen(bits.lanewise(VectorOperators.LSHL, BF16_SHIFT).reinterpretAsFloats())
                    .intoArray(into, at + i);
        }
    }

    private static void readHalves(MemorySegment from, long offset, double[] into, int at, int count) {
        for (int i = 0; i < count; i += WIDTH) {
            widen(halves(shorts(from, offset + (long) i * Short.BYTES))).intoArray(into, at + i);
        }
    }

    private static FloatVector halves(IntVector bits) {
        IntVector magnitude = bits.and(HALF_MAGNITUDE);
        IntVector normal = magnitude.lanewise(VectorOperators.LSHL, HALF_SHIFT).add(HALF_BIAS_GAP);
        IntVector endless = normal.or(FLOAT_INFINITY);
        IntVector tiny = ((FloatVector) magnitude.convert(VectorOperators.I2F, 0))
                .mul(HALF_SUBNORMAL)
                .reinterpretAsInts();
        IntVector sign = bits.and(HALF_SIGN).lanewise(VectorOperators.LSHL, BF16_SHIFT);
        return normal.blend(endless, magnitude.compare(VectorOperators.GE, HALF_INFINITY))
                .blend(tiny, magnitude.compare(VectorOperators.LT, HALF_NORMAL))
                .or(sign)
                .reinterpretAsFloats();
    }

    private static IntVector shorts(MemorySegment from, long offset) {
        ShortVector packed = ShortVector.fromMemorySegment(SHORTS, from, offset, LITTLE_ENDIAN);
        return (IntVector) packed.convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0);
    }

    private static DoubleVector widen(FloatVector floats) {
        return (DoubleVector) floats.convertShape(VectorOperators.F2D, DOUBLES, 0);
    }

    /** Writes {@code count} values, a multiple of the vector's width; returns whether all that was written is finite. */
    static boolean write(DType dtype, double[] values, int at, int count, MemorySegment to, long first) {
        long offset = first * dtype.bytes();
        return switch (dtype) {
            case F64 -> writeDoubles(values, at, count, to, offset);
            case F32 -> writeFloats(values, at, count, to, offset);
            case F16 -> Narrowing.F16.write(values, at, count, to, offset);
            case BF16 -> writeBrains(values, at, count, to, offset);
            case F8_E4M3, F8_E5M2, I64, I32, I16, I8, U64, U32, U16, U8, BOOL -> true;
        };
    }

    private static boolean writeDoubles(double[] values, int at, int count, MemorySegment to, long offset) {
        VectorMask<Double> finite = DOUBLES.maskAll(true);
        for (int i = 0; i < count; i += WIDTH) {
            DoubleVector value = DoubleVector.fromArray(DOUBLES, values, at + i);
            finite = finite.and(value.test(VectorOperators.IS_FINITE));
            value.intoMemorySegment(to, offset + (long) i * Double.BYTES, LITTLE_ENDIAN);
        }
        return finite.allTrue();
    }

    private static boolean writeFloats(double[] values, int at, int count, MemorySegment to, long offset) {
        VectorMask<Float> finite = FLOATS.maskAll(true);
        for (int i = 0; i < count; i += WIDTH) {
            FloatVector value = (FloatVector)
                    DoubleVector.fromArray(DOUBLES, values, at + i).convertShape(VectorOperators.D2F, FLOATS, 0);
            finite = finite.and(value.test(VectorOperators.IS_FINITE));
            value.intoMemorySegment(to, offset + (long) i * Float.BYTES, LITTLE_ENDIAN);
        }
        return finite.allTrue();
    }

    /**
     * Rounds to float first, which is half of the work, where the second rounding cannot be misled by the first: unless the float
     * lies between two neighbours, the double is on the same side of their middle.
     */
    private static boolean writeBrains(double[] values, int at, int count, MemorySegment to, long offset) {
        boolean finite = true;
        for (int i = 0; i < count; i += WIDTH) {
            IntVector bits = ((FloatVector) DoubleVector.fromArray(DOUBLES, values, at + i)
                            .convertShape(VectorOperators.D2F, FLOATS, 0))
                    .reinterpretAsInts();
            if (isUnsettled(bits).anyTrue()) {
                finite &= Narrowing.BF16.write(values, at + i, WIDTH, to, offset + (long) i * Short.BYTES);
            } else {
                storeBrains(bits, to, offset + (long) i * Short.BYTES);
            }
        }
        return finite;
    }

    /** In the middle between two neighbours, or so large that it may not be finite. */
    private static VectorMask<Integer> isUnsettled(IntVector bits) {
        VectorMask<Integer> middle = bits.and(BF16_DROPPED).compare(VectorOperators.EQ, BF16_MIDDLE);
        return bits.and(Integer.MAX_VALUE)
                .compare(VectorOperators.GE, BF16_LIMIT)
                .or(middle);
    }

    private static void storeBrains(IntVector bits, MemorySegment to, long offset) {
        IntVector code = bits.add(BF16_MIDDLE).lanewise(VectorOperators.LSHR, BF16_SHIFT);
        ((ShortVector) code.convertShape(VectorOperators.I2S, SHORTS, 0)).intoMemorySegment(to, offset, LITTLE_ENDIAN);
    }

    /**
     * Rounding a double to one of the 16-bit formats.
     *
     * @param mantissa bits of its mantissa
     * @param bias of its exponent
     */
    private record Narrowing(DType dtype, int mantissa, int bias) {
        static final Narrowing F16 = new Narrowing(DType.F16, 10, 15);
        static final Narrowing BF16 = new Narrowing(DType.BF16, 7, 127);

        boolean write(double[] values, int at, int count, MemorySegment to, long offset) {
            boolean finite = true;
            for (int i = 0; i < count; i += WIDTH) {
                LongVector bits =
                        DoubleVector.fromArray(DOUBLES, values, at + i).reinterpretAsLongs();
                LongVector code = code(bits.and(Long.MAX_VALUE));
                if (code.compare(VectorOperators.GE, infinity()).anyTrue()) {
                    finite = false;
                    ScalarElements.write(dtype, values, at + i, WIDTH, to, offset / Short.BYTES + i);
                } else {
                    LongVector sign = bits.lanewise(VectorOperators.LSHR, Long.SIZE - Short.SIZE)
                            .and(HALF_SIGN);
                    store(code.or(sign), to, offset + (long) i * Short.BYTES);
                }
            }
            return finite;
        }

        /** The code of a magnitude; at least that of infinity for what is not finite or too large. */
        private LongVector code(LongVector magnitude) {
            int dropped = MANTISSA - mantissa;
            LongVector odd = magnitude.lanewise(VectorOperators.LSHR, dropped).and(1);
            LongVector normal = magnitude
                    .sub(biasGap() - (1L << (dropped - 1)) + 1)
                    .add(odd)
                    .lanewise(VectorOperators.LSHR, dropped);
            return normal.blend(tiny(magnitude), magnitude.compare(VectorOperators.LT, smallestNormal()));
        }

        /** Adding a number whose last place is worth one step of the subnormals makes the adder round to such steps. */
        private LongVector tiny(LongVector magnitude) {
            double anchor = Math.scalb(1.0, MANTISSA + 1 - bias - mantissa);
            return magnitude
                    .reinterpretAsDoubles()
                    .add(anchor)
                    .reinterpretAsLongs()
                    .sub(Double.doubleToRawLongBits(anchor));
        }

        private static void store(LongVector code, MemorySegment to, long offset) {
            ((ShortVector) code.convertShape(VectorOperators.L2S, SHORTS, 0))
                    .intoMemorySegment(to, offset, LITTLE_ENDIAN);
        }

        private long infinity() {
            return (INFINITY >>> MANTISSA << mantissa) & (HALF_SIGN - 1);
        }

        private long biasGap() {
            return (1023L - bias) << MANTISSA;
        }

        private long smallestNormal() {
            return (1024L - bias) << MANTISSA;
        }
    }
}
