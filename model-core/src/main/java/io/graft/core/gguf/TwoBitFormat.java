package io.graft.core.gguf;

/** Q2_K: 256 elements of two bits; each 16 have a scale and a minimum of four bits, which two halves scale in turn. */
record TwoBitFormat() implements BlockFormat {
    private static final int NUMBERS = 16;
    private static final int SCALE = 80;
    private static final int MINIMUM = 82;

    @Override
    public void decode(byte[] from, int at, float[] into, int to) {
        float scale = Half.read(from, at + SCALE);
        float minimum = Half.read(from, at + MINIMUM);
        for (int i = 0; i < 256; i++) {
            int factors = from[at + i / 16];
            int number = number(from, at + NUMBERS, i);
            into[to + i] = scale * (factors & 15) * number - minimum * (factors >> 4 & 15);
        }
    }

    /** Two bits: four elements, 32 apart, share a byte. */
    static int number(byte[] from, int numbers, int element) {
        int half = element / 128;
        return from[numbers + half * 32 + element % 32] >> (element % 128 / 32 * 2) & 3;
    }
}
