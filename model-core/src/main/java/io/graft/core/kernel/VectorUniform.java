package io.graft.core.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link Uniform} numbers in whole vectors, sixteen numbers at a time. */
final class VectorUniform {
    private static final int NUMBERS = 2 * Uniform.WORDS;
    private static final int WIDTH = VectorKernels.LANES.length();
    private static final VectorSpecies<Long> WORDS =
            VectorSpecies.of(long.class, VectorShape.forBitSize(WIDTH * Long.SIZE));
    private static final LongVector STEPS = LongVector.zero(WORDS).addIndex(1).mul(Uniform.STEP);
    /** The bits of 2⁵², whose lowest 32 bits are free for a whole number. */
    private static final long EXPONENT = 0x4330_0000_0000_0000L;

    private VectorUniform() {}

    /** @param index of the number that would go to the array's first element */
    static void fill(Uniform uniform, long index, double[] into, int from, int to) {
        int begin = Math.min(to, from + Math.floorMod(-(index + from), NUMBERS));
        int end = begin + (to - begin) / NUMBERS * NUMBERS;
        uniform.fill(index, into, from, begin);
        for (int i = begin; i < end; i += NUMBERS) {
            fillWords(uniform, (index + i) / 2, into, i);
        }
        uniform.fill(index, into, end, to);
    }

    private static void fillWords(Uniform uniform, long word, double[] into, int at) {
        for (int i = 0; i < Uniform.WORDS; i += WIDTH) {
            LongVector mixed = mix(STEPS.add(uniform.counter(word + i)).lanewise(VectorOperators.XOR, uniform.tweak()));
            toUnit(mixed.lanewise(VectorOperators.LSHR, Integer.SIZE)).intoArray(into, at + i);
            toUnit(mixed.lanewise(VectorOperators.AND, 0xffff_ffffL)).intoArray(into, at + Uniform.WORDS + i);
        }
    }

    private static LongVector mix(LongVector z) {
        LongVector one = fold(z, Uniform.FIRST_SHIFT).mul(Uniform.FIRST_FACTOR);
        return fold(fold(one, Uniform.SECOND_SHIFT).mul(Uniform.SECOND_FACTOR), Uniform.THIRD_SHIFT);
    }

    private static LongVector fold(LongVector z, int shift) {
        return z.lanewise(VectorOperators.XOR, z.lanewise(VectorOperators.LSHR, shift));
    }

    private static DoubleVector toUnit(LongVector half) {
        return half.lanewise(VectorOperators.OR, EXPONENT)
                .reinterpretAsDoubles()
                .sub(0x1p52)
                .mul(Uniform.SCALE);
    }
}
