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
        float mostScale = 0;
        float mostMinimum = 0;
        for (LineFit fit : fits) {
            mostScale = Math.max(mostScale, fit.scale());
            mostMinimum = Math.max(mostMinimum, fit.depth());
        }
        int[] scales = new int[GROUPS];
        int[] minima = new int[GROUPS];
        for (int group = 0; group < GROUPS; group++) {
            scales[group] = factor(fits[group].scale(), mostScale);
            minima[group] = factor(fits[group].depth(), mostMinimum);
        }
        PackedFactors.write(scales, minima, into, to + FACTORS);
        float scale = Half.write(mostScale / MOST_FACTOR, into, to);
        float minimum = Half.write(mostMinimum / MOST_FACTOR, into, to + 2);
        for (int i = 0; i < GROUPS * LineFit.ELEMENTS; i++) {
            int group = i / LineFit.ELEMENTS;
            int number = number(from[at + i], scale * scales[group], minimum * minima[group]);
            int place = to + NUMBERS + i / 64 * 32 + i % 32;
            into[place] = (byte) (group % 2 == 0 ? number : into[place] | number << 4);
        }
    }

    private static int factor(float value, float most) {
        float inverse = most > 0 ? MOST_FACTOR / most : 0;
        return Math.min(MOST_FACTOR, (int) Math.rint(inverse * value));
    }

    private static int number(float value, float step, float depth) {
        return step == 0 ? 0 : Math.clamp((int) Math.rint((value + depth) / step), 0, LineFit.MOST);
    }
}
