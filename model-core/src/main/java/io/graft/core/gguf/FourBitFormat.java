package io.graft.core.gguf;

/** Q4_K: 256 elements of four bits; each 32 have a scale and a minimum of six bits, which two halves scale in turn. */
record FourBitFormat() implements BlockFormat.Writable {
    private static final int FACTORS = 4;
    private static final int NUMBERS = FACTORS + PackedFactors.BYTES;

    @Override
    public void decode(byte[] from, int at, float[] into, int to) {
        float scale = Half.read(from, at);
        float minimum = Half.read(from, at + 2);
        for (int group = 0; group < 8; group++) {
            float step = scale * PackedFactors.scale(from, at + FACTORS, group);
            float least = minimum * PackedFactors.minimum(from, at + FACTORS, group);
            for (int i = group * 32; i < group * 32 + 32; i++) {
                into[to + i] = step * number(from, at + NUMBERS, i) - least;
            }
        }
    }

    /** Four bits: two elements, 32 apart, share a byte. */
    static int number(byte[] from, int numbers, int element) {
        return from[numbers + element / 64 * 32 + element % 32] >> (element % 64 / 32 * 4) & 15;
    }

    @Override
    public void encode(float[] from, int at, byte[] into, int to) {
        new FourBitEncoding(from, at).write(into, to);
    }
}
