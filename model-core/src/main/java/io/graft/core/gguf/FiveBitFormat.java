package io.graft.core.gguf;

/** Q5_K: as Q4_K, with a fifth bit stored apart. */
record FiveBitFormat() implements BlockFormat {
    private static final int FACTORS = 4;
    private static final int FIFTHS = FACTORS + PackedFactors.BYTES;
    private static final int NUMBERS = FIFTHS + 32;

    @Override
    public void decode(byte[] from, int at, float[] into, int to) {
        float scale = Half.read(from, at);
        float minimum = Half.read(from, at + 2);
        for (int group = 0; group < 8; group++) {
            float step = scale * PackedFactors.scale(from, at + FACTORS, group);
            float least = minimum * PackedFactors.minimum(from, at + FACTORS, group);
            for (int i = group * 32; i < group * 32 + 32; i++) {
                int fifth = from[at + FIFTHS + i % 32] >> group & 1;
                into[to + i] = step * (FourBitFormat.number(from, at + NUMBERS, i) | fifth << 4) - least;
            }
        }
    }
}
