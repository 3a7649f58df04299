package io.graft.core.gguf;

/** What the bytes of a block mean. All arithmetic is in float, in ggml's order, so that results agree to the bit. */
sealed interface BlockFormat
        permits BlockFormat.Writable,
                SmallFormat,
                TwoBitFormat,
                ThreeBitFormat,
                FiveBitFormat,
                SixBitFormat,
                EightBitFormat {
    void decode(byte[] from, int at, float[] into, int to);

    /** A format that can be made, too. */
    sealed interface Writable extends BlockFormat permits PlainFormat, NibbleFormat, ByteFormat, FourBitFormat {
        void encode(float[] from, int at, byte[] into, int to);
    }
}
