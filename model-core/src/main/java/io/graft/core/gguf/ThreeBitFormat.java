package io.graft.core.gguf;

/** Q3_K: 256 elements of three bits, the third stored apart and inverted; each 16 have a signed scale of six bits. */
record ThreeBitFormat() implements BlockFormat {
    private static final int NUMBERS = 32;
    private static final int FACTORS = 96;
    private static final int SCALE = 108;

    @Override
    public void decode(byte[] from, int at, float[] into, int to) {
        float scale = Half.read(from, at + SCALE);
        for (int i = 0; i < 256; i++) {
            int third = from[at + i % 32] >> (i / 32) & 1;
            int number = TwoBitFormat.number(from, at + NUMBERS, i) - (third == 1 ? 0 : 4);
            into[to + i] = scale * factor(from, at + FACTORS, i / 16) * number;
        }
    }

    private static int factor(byte[] from, int factors, int group) {
        int low = from[factors + group % 8] >> (group / 8 * 4) & 15;
        int high = from[factors + 8 + group % 4] >> (group / 4 * 2) & 3;
        return (low | high << 4) - 32;
    }
}
