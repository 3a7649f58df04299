package io.graft.core.gguf;

/** Q4_0: a scale and 32 numbers of four bits, −8 to 7. The element of largest magnitude becomes −8. */
record NibbleFormat() implements BlockFormat.Writable {
    private static final int HALF = 16;
    private static final int SCALE = 2;
    private static final int ZERO = 8;
    private static final float ROUNDED_ZERO = 8.5f;

    @Override
    public void decode(byte[] from, int at, float[] into, int to) {
        new SmallFormat(false, false).decode(from, at, into, to);
    }

    @Override
    public void encode(float[] from, int at, byte[] into, int to) {
        float scale = extreme(from, at) / -ZERO;
        float inverse = scale == 0 ? 0 : 1 / scale;
        Half.write(scale, into, to);
        for (int i = 0; i < HALF; i++) {
            int low = quantised(from[at + i] * inverse);
            int high = quantised(from[at + HALF + i] * inverse);
            into[to + SCALE + i] = (byte) (low | high << 4);
        }
    }

    private static float extreme(float[] from, int at) {
        float extreme = from[at];
        for (int i = 1; i < 2 * HALF; i++) {
            if (Math.abs(from[at + i]) > Math.abs(extreme)) {
                extreme = from[at + i];
            }
        }
        return extreme;
    }

    private static int quantised(float scaled) {
        return Math.clamp((int) (scaled + ROUNDED_ZERO), 0, 2 * ZERO - 1);
    }
}
