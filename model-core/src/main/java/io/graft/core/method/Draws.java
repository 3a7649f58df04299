package io.graft.core.method;

/**
 * Random numbers by their index: the same for the same keys, in whatever order and on whatever thread they are drawn. The mixing
 * function is the finaliser of <a href="https://doi.org/10.1145/2714064.2660195">SplitMix64</a> (Steele, Lea and Flood, 2014),
 * applied to a keyed counter; two numbers of 32 bits come from each 64-bit word.
 */
public final class Draws {
    private static final long GOLDEN = 0x9e37_79b9_7f4a_7c15L;
    private static final double SCALE = 0x1p-32;

    private final long key;
    private final long tweak;

    public Draws(long key, long tweak) {
        this.key = mix(key ^ GOLDEN);
        this.tweak = mix(tweak + this.key);
    }

    /** A number in [0, 1), a multiple of 2⁻³². */
    double uniform(long index) {
        long word = mix((key + (index >>> 1) * GOLDEN) ^ tweak);
        long half = (index & 1) == 0 ? word >>> 32 : word & 0xffff_ffffL;
        return half * SCALE;
    }

    private static long mix(long z) {
        long one = (z ^ (z >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        long two = (one ^ (one >>> 27)) * 0x94d0_49bb_1331_11ebL;
        return two ^ (two >>> 31);
    }
}
