package io.graft.core.random;

/** MT19937 by Matsumoto and Nishimura (1998), seeded by an array as their reference program does it. */
final class MersenneTwister {
    private static final int SIZE = 624;
    private static final int MIDDLE = 397;

    private final int[] state = new int[SIZE];
    private int next = SIZE;

    MersenneTwister(int... key) {
        seed(19650218);
        blend(mixIn(key));
        state[0] = 1 << 31;
    }

    private void seed(int seed) {
        state[0] = seed;
        for (int i = 1; i < SIZE; i++) {
            state[i] = 1812433253 * folded(i - 1) + i;
        }
    }

    private int mixIn(int[] key) {
        int at = 1;
        for (int i = 0; i < Math.max(SIZE, key.length); i++) {
            int part = i % key.length;
            state[at] = (state[at] ^ (folded(at - 1) * 1664525)) + key[part] + part;
            at = after(at);
        }
        return at;
    }

    private void blend(int from) {
        int at = from;
        for (int i = 1; i < SIZE; i++) {
            state[at] = (state[at] ^ (folded(at - 1) * 1566083941)) - at;
            at = after(at);
        }
    }

    private int folded(int at) {
        return state[at] ^ (state[at] >>> 30);
    }

    private int after(int at) {
        if (at + 1 < SIZE) {
            return at + 1;
        }
        state[0] = state[SIZE - 1];
        return 1;
    }

    /** 32 random bits. */
    int next() {
        if (next == SIZE) {
            twist();
            next = 0;
        }
        return tempered(state[next++]);
    }

    private void twist() {
        for (int i = 0; i < SIZE - MIDDLE; i++) {
            twist(i, i + 1, i + MIDDLE);
        }
        for (int i = SIZE - MIDDLE; i < SIZE - 1; i++) {
            twist(i, i + 1, i + MIDDLE - SIZE);
        }
        twist(SIZE - 1, 0, MIDDLE - 1);
    }

    private void twist(int at, int following, int other) {
        int bits = (state[at] & (1 << 31)) | (state[following] & ~(1 << 31));
        state[at] = state[other] ^ (bits >>> 1) ^ (-(bits & 1) & 0x9908b0df);
    }

    private static int tempered(int bits) {
        int y = bits ^ (bits >>> 11);
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >>> 18);
    }
}
