package io.graft.core.gguf;

/** Q8_0: a scale and 32 signed bytes. */
record ByteFormat() implements BlockFormat.Writable {
    private static final int ELEMENTS = 32;
    private static final int SCALE = 2;

    @Override
    public void decode(byte[] from, int at, float[] into, int to) {
        float scale = Half.read(from, at);
        for (int i = 0; i < ELEMENTS; i++) {
            into[to + i] = from[at + SCALE + i] * scale;
        }
    }

    @Override
    public void encode(float[] from, int at, byte[] into, int to) {
        float scale = largest(from, at) / Byte.MAX_VALUE;
        float inverse = scale == 0 ? 0 : 1 / scale;
        Half.write(scale, into, to);
        for (int i = 0; i < ELEMENTS; i++) {
            into[to + SCALE + i] = (byte) awayFromZero(from[at + i] * inverse);
        }
    }

    private static float largest(float[] from, int at) {
        float largest = 0;
        for (int i = 0; i < ELEMENTS; i++) {
            largest = Math.max(largest, Math.abs(from[at + i]));
        }
        return largest;
    }

    /** As C's {@code roundf}: the nearest whole number, halves away from zero. */
    private static int awayFromZero(float value) {
        float magnitude = Math.abs(value);
        int whole = (int) magnitude;
        int rounded = magnitude - whole >= 0.5f ? whole + 1 : whole;
        return value < 0 ? -rounded : rounded;
    }
}
