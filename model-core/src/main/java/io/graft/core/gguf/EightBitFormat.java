package io.graft.core.gguf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Q8_K: a scale in full precision and 256 signed bytes; their sums, which follow, are not needed to decode. */
record EightBitFormat() implements BlockFormat {
    @Override
    public void decode(byte[] from, int at, float[] into, int to) {
        float scale = ByteBuffer.wrap(from).order(ByteOrder.LITTLE_ENDIAN).getFloat(at);
        for (int i = 0; i < 256; i++) {
            into[to + i] = scale * from[at + Float.BYTES + i];
        }
    }
}
