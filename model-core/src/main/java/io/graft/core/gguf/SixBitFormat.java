package io.graft.core.gguf;

/** Q6_K: 256 elements of six bits, the top two stored apart; each 16 have a signed byte as scale. */
record SixBitFormat() implements BlockFormat {
    private static final int TOPS = 128;
    private static final int FACTORS = 192;
    private static final int SCALE = 208;

    @Override
    public void decode(byte[] from, int at, float[] into, int to) {
        float scale = Half.read(from, at + SCALE);
        for (int i = 0; i < 256; i++) {
            int low = from[at + i / 128 * 64 + i % 64] >> (i % 128 / 64 * 4) & 15;
            int top = TwoBitFormat.number(from, at + TOPS, i);
            into[to + i] = scale * from[at + FACTORS + i / 16] * ((low | top << 4) - 32);
        }
    }
}
