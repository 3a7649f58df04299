package io.graft.core.quantization;

/**
 * Four-bit NormalFloat, as a model that is loaded with {@code load_in_4bit} has it: blocks of 64 elements, each scaled by its largest
 * magnitude, each element replaced by the nearest of sixteen numbers, which are quantiles of a normal distribution (Dettmers et al.
 * 2023, QLoRA, section 3 and appendix E).
 */
final class Nf4 {
    static final int BLOCK = 64;

    private static final float[] NUMBERS = {
        -1f,
        -0.6961928f,
        -0.52507305f,
        -0.3949175f,
        -0.28444138f,
        -0.18477343f,
        -0.091050036f,
        0f,
        0.0795803f,
        0.1609302f,
        0.2461123f,
        0.33791524f,
        0.44070983f,
        0.562617f,
        0.72295684f,
        1f
    };

    private Nf4() {}

    /** Replaces values by what they become in four bits. */
    static void round(double[] values, int count) {
        for (int first = 0; first < count; first += BLOCK) {
            round(values, first, Math.min(count, first + BLOCK));
        }
    }

    private static void round(double[] values, int first, int end) {
        float largest = 0;
        for (int i = first; i < end; i++) {
            largest = Math.max(largest, (float) Math.abs(values[i]));
        }
        for (int i = first; i < end; i++) {
            values[i] = largest == 0 ? 0 : nearest((float) values[i] / largest) * largest;
        }
    }

    private static float nearest(float value) {
        int code = 0;
        while (code < NUMBERS.length - 1 && value - NUMBERS[code] > NUMBERS[code + 1] - value) {
            code++;
        }
        return NUMBERS[code];
    }
}
