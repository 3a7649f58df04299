package io.graft.core.gguf;

import io.graft.core.tensor.DType;

/** One element as it is: F32, F16, BF16. */
record PlainFormat(DType dtype) implements BlockFormat.Writable {
    @Override
    public void decode(byte[] from, int at, float[] into, int to) {
        int bits = 0;
        for (int i = 0; i < dtype.bytes(); i++) {
            bits |= Byte.toUnsignedInt(from[at + i]) << (Byte.SIZE * i);
        }
        into[to] = dtype == DType.F32 ? Float.intBitsToFloat(bits) : (float) dtype.toDouble(bits);
    }

    @Override
    public void encode(float[] from, int at, byte[] into, int to) {
        long bits = dtype == DType.F32 ? Float.floatToRawIntBits(from[at]) : dtype.fromDouble(from[at]);
        for (int i = 0; i < dtype.bytes(); i++) {
            into[to + i] = (byte) (bits >>> (Byte.SIZE * i));
        }
    }
}
