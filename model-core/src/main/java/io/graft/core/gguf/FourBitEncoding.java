package io.graft.core.gguf;

/** One block of Q4_K in the making: a line is fitted to each 32 elements, then the lines' slopes and minima are quantised. */
final class FourBitEncoding {
    private static final int GROUPS = 8;
    private static final int MOST_FACTOR = 63;
    private static final int FACTORS = 4;
    private static final int NUMBERS = FACTORS + PackedFactors.BYTES;

    private final float[] from;
    private final int at;
    private final LineFit[] fits = new LineFit[GROUPS];

    FourBitEncoding(float[] from, int at) {
        this.from = from;
        this.at = at;
        for (int group = 0; group < GROUPS; group++) {
            fits[group] = LineFit.of(from, at + group * LineFit.ELEMENTS);
        }
    }

    void write(byte[] into, int to) {
        float[] slopes = new float[GROUPS];
        float[] depths = new float[GROUPS];
        for (int group = 0; group < GROUPS; group++) {
            slopes[group] = fits[group].scale();
            depths[group] = fits[group].depth();
        }
        int[] scales = factors(slopes);
        int[] minima = factors(depths);
        PackedFactors.write(scales, minima, into, to + FACTORS);
        float scale = Half.write(most(slopes) / MOST_FACTOR, into, to);
        float minimum = Half.write(most(depths) / MOST_FACTOR, into, to + 2);
        for (int group = 0; group < GROUPS; group++) {
            writeNumbers(group, scale * scales[group], minimum * minima[group], into, to + NUMBERS);
        }
    }

    /** Two groups share bytes: the first has the low four bits. */
    private void writeNumbers(int group, float step, float depth, byte[] into, int to) {
        int place = to + group / 2 * LineFit.ELEMENTS;
        for (int i = 0; i < LineFit.ELEMENTS; i++) {
            int number = number(from[at + group * LineFit.ELEMENTS + i], step, depth);
            into[place + i] = (byte) (group % 2 == 0 ? number : into[place + i] | number << 4);
        }
    }

    private static int[] factors(float[] values) {
        int[] factors = new int[GROUPS];
        for (int group = 0; group < GROUPS; group++) {
            factors[group] = factor(values[group], most(values));
        }
        return factors;
    }

    private static float most(float[] values) {
        float most = 0;
        for (float value : values) {
            most = Math.max(most, value);
        }
        return most;
    }

    private static int factor(float value, float most) {
        float inverse = most > 0 ? MOST_FACTOR / most : 0;
        return Math.min(MOST_FACTOR, (int) Math.rint(inverse * value));
    }

    private static int number(float value, float step, float depth) {
        return step == 0 ? 0 : Math.clamp((int) Math.rint((value + depth) / step), 0, LineFit.MOST);
    }
}
