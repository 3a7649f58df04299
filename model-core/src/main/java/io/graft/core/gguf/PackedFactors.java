package io.graft.core.gguf;

/** The eight scales and eight minima of Q4_K and Q5_K: six bits each, packed into twelve bytes. */
final class PackedFactors {
    static final int BYTES = 12;
    private static final int LOW = 63;

    private PackedFactors() {}

    static int scale(byte[] from, int at, int group) {
        return group < 4 ? from[at + group] & LOW : (from[at + 4 + group] & 15) | top(from[at + group - 4]);
    }

    static int minimum(byte[] from, int at, int group) {
        return group < 4 ? from[at + 4 + group] & LOW : (from[at + 4 + group] >> 4 & 15) | top(from[at + group]);
    }

    static void write(int[] scales, int[] minima, byte[] into, int at) {
        for (int i = 0; i < 4; i++) {
            into[at + i] = (byte) (scales[i] | scales[i + 4] >> 4 << 6);
            into[at + 4 + i] = (byte) (minima[i] | minima[i + 4] >> 4 << 6);
            into[at + 8 + i] = (byte) ((scales[i + 4] & 15) | (minima[i + 4] & 15) << 4);
        }
    }

    /** The two bits that the first four leave free are the top of the last four. */
    private static int top(int packed) {
        return packed >> 2 & 48;
    }
}
