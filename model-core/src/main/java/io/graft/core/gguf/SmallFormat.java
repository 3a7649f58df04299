package io.graft.core.gguf;

/**
 * Blocks of 32 elements of four or five bits: Q4_0, Q4_1, Q5_0 and Q5_1. The low four bits of the first and of the second half share
 * bytes; fifth bits are kept together.
 *
 * @param fifth whether there is a fifth bit
 * @param minimum whether a minimum is stored; otherwise the numbers are centred on zero
 */
record SmallFormat(boolean fifth, boolean minimum) implements BlockFormat {
    private static final int HALF = 16;

    @Override
    public void decode(byte[] from, int at, float[] into, int to) {
        float scale = Half.read(from, at);
        float least = minimum ? Half.read(from, at + 2) : 0;
        int fifths = at + (minimum ? 4 : 2);
        int nibbles = fifths + (fifth ? 4 : 0);
        for (int i = 0; i < 2 * HALF; i++) {
            int number = from[nibbles + i % HALF] >> (i / HALF * 4) & 15;
            if (fifth) {
                number |= (from[fifths + i / 8] >> (i % 8) & 1) << 4;
            }
            into[to + i] = minimum ? scale * number + least : scale * (number - (fifth ? 16 : 8));
        }
    }
}
