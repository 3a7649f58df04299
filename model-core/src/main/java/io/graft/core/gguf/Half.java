package io.graft.core.gguf;

/** Half-precision numbers in blocks, little-endian. */
final class Half {
    private Half() {}

    static float read(byte[] from, int at) {
        return Float.float16ToFloat((short) (Byte.toUnsignedInt(from[at]) | from[at + 1] << 8));
    }

    /** Writes the nearest half, and returns what it is as a float. */
    static float write(float value, byte[] into, int at) {
        short half = Float.floatToFloat16(value);
        into[at] = (byte) half;
        into[at + 1] = (byte) (half >> 8);
        return Float.float16ToFloat(half);
    }
}
