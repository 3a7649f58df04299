package io.graft.core.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import io.graft.core.tensor.DType;
import java.lang.foreign.MemorySegment;

/** Looks for NaN and infinity in stored elements, eight bytes at a time: one of them has all bits of its exponent set. */
public final class Finiteness {
    private Finiteness() {}

    /** Whether all elements are finite; whole numbers always are. */
    public static boolean of(DType dtype, MemorySegment elements) {
        return switch (dtype) {
            case F64 -> of(elements, 0x7ff0_0000_0000_0000L, 0x8000_0000_0000_0000L);
            case F32 -> of(elements, 0x7f80_0000_7f80_0000L, 0x8000_0000_8000_0000L);
            case F16 -> of(elements, 0x7c00_7c00_7c00_7c00L, 0x8000_8000_8000_8000L);
            case BF16 -> of(elements, 0x7f80_7f80_7f80_7f80L, 0x8000_8000_8000_8000L);
            case F8_E5M2 -> of(elements, 0x7c7c_7c7c_7c7c_7c7cL, 0x8080_8080_8080_8080L);
            case F8_E4M3 -> of(elements, 0x7f7f_7f7f_7f7f_7f7fL, 0x8080_8080_8080_8080L);
            case I64, I32, I16, I8, U64, U32, U16, U8, BOOL -> true;
        };
    }

    private static boolean of(MemorySegment elements, long exponents, long signs) {
        long found = 0;
        long end = elements.byteSize() / Long.BYTES * Long.BYTES;
        for (long at = 0; at < end; at += Long.BYTES) {
            found |= saturated(elements.get(JAVA_LONG_UNALIGNED, at), exponents, signs);
        }
        return (found | saturated(rest(elements, end), exponents, signs)) == 0;
    }

    /** Per element, the sign bit minus the bits that the exponent lacks: it keeps that bit only if none is lacking. */
    private static long saturated(long word, long exponents, long signs) {
        return (signs - (~word & exponents)) & signs;
    }

    private static long rest(MemorySegment elements, long from) {
        long word = 0;
        for (long at = from; at < elements.byteSize(); at++) {
            word |= Byte.toUnsignedLong(elements.get(JAVA_BYTE, at)) << ((at - from) * Byte.SIZE);
        }
        return word;
    }
}
