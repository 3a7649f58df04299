package io.graft.core.kernel;

/**
 * Uniform numbers in [0, 1) by their index, multiples of 2⁻³²: the same for the same keys, in whatever order and on whatever thread
 * they are drawn. The mixing function is the finaliser of <a href="https://doi.org/10.1145/2714064.2660195">SplitMix64</a>
 * (Steele, Lea and Flood, 2014), applied to a keyed counter. Of sixteen numbers, the first eight are the upper halves of eight
 * words, the others the lower halves.
 */
public final class Uniform {
    static final long STEP = 0x9e37_79b9_7f4a_7c15L;
    static final long FIRST_FACTOR = 0xbf58_476d_1ce4_e5b9L;
    static final long SECOND_FACTOR = 0x94d0_49bb_1331_11ebL;
    static final int FIRST_SHIFT = 30;
    static final int SECOND_SHIFT = 27;
    static final int THIRD_SHIFT = 31;
    static final double SCALE = 0x1p-32;
    /** Words that sixteen numbers are made of. */
    static final int WORDS = 8;

    private final long key;
    private final long tweak;

    public Uniform(long key, long tweak) {
        this.key = mix(key ^ STEP);
        this.tweak = mix(tweak + this.key);
    }

    public double at(long index) {
        long word = mix(counter(index / (2 * WORDS) * WORDS + index % WORDS) ^ tweak);
        long half = index % (2 * WORDS) < WORDS ? word >>> Integer.SIZE : word & 0xffff_ffffL;
        return half * SCALE;
    }

    /** @param index of the number that would go to the array's first element */
    void fill(long index, double[] into, int from, int to) {
        for (int i = from; i < to; i++) {
            into[i] = at(index + i);
        }
    }

    long counter(long word) {
        return key + word * STEP;
    }

    long tweak() {
        return tweak;
    }

    private static long mix(long z) {
        long one = (z ^ (z >>> FIRST_SHIFT)) * FIRST_FACTOR;
        long two = (one ^ (one >>> SECOND_SHIFT)) * SECOND_FACTOR;
        return two ^ (two >>> THIRD_SHIFT);
    }
}
