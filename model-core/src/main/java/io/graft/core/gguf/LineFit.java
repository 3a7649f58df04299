package io.graft.core.gguf;

/**
 * The line {@code scale * number - depth} that fits 32 elements best, with numbers from 0 to 15. Several ways to number the elements
 * are tried; for each, the line is that of weighted least squares, where large elements count for more. The line never starts above
 * zero.
 *
 * @param depth how far below zero the line starts
 */
record LineFit(float scale, float depth) {
    static final int ELEMENTS = 32;
    static final int MOST = 15;

    private static final int TRIES = 21;
    private static final float FIRST = -1;
    private static final float STEP = 0.1f;

    static LineFit of(float[] from, int at) {
        float least = 0;
        float most = from[at];
        for (int i = 0; i < ELEMENTS; i++) {
            least = Math.min(least, from[at + i]);
            most = Math.max(most, from[at + i]);
        }
        return most == least ? new LineFit(0, -least) : best(from, at, least, most - least);
    }

    private static LineFit best(float[] from, int at, float least, float range) {
        float[] weights = weights(from, at);
        LineFit best = new LineFit(range / MOST, -least);
        float error = best.error(from, at, weights, numbers(from, at, least, MOST / range));
        for (int i = 0; i < TRIES; i++) {
            int[] numbers = numbers(from, at, least, (FIRST + STEP * i + MOST) / range);
            LineFit fit = leastSquares(from, at, weights, numbers, best);
            float other = fit.error(from, at, weights, numbers);
            if (other < error) {
                best = fit;
                error = other;
            }
        }
        return best;
    }

    private static float[] weights(float[] from, int at) {
        float squares = 0;
        for (int i = 0; i < ELEMENTS; i++) {
            squares += from[at + i] * from[at + i];
        }
        float typical = (float) Math.sqrt(squares / ELEMENTS);
        float[] weights = new float[ELEMENTS];
        for (int i = 0; i < ELEMENTS; i++) {
            weights[i] = typical + Math.abs(from[at + i]);
        }
        return weights;
    }

    private static int[] numbers(float[] from, int at, float least, float inverse) {
        int[] numbers = new int[ELEMENTS];
        for (int i = 0; i < ELEMENTS; i++) {
            numbers[i] = Math.clamp((int) Math.rint(inverse * (from[at + i] - least)), 0, MOST);
        }
        return numbers;
    }

    private static LineFit leastSquares(float[] from, int at, float[] weights, int[] numbers, LineFit otherwise) {
        float w = 0;
        float l = 0;
        float l2 = 0;
        float x = 0;
        float xl = 0;
        for (int i = 0; i < ELEMENTS; i++) {
            float weighted = weights[i] * numbers[i];
            w += weights[i];
            l += weighted;
            l2 += weighted * numbers[i];
            x += weights[i] * from[at + i];
            xl += weighted * from[at + i];
        }
        float determinant = w * l2 - l * l;
        if (determinant <= 0) {
            return otherwise;
        }
        float start = (l2 * x - l * xl) / determinant;
        return start > 0 ? new LineFit(xl / l2, 0) : new LineFit((w * xl - x * l) / determinant, -start);
    }

    private float error(float[] from, int at, float[] weights, int[] numbers) {
        float error = 0;
        for (int i = 0; i < ELEMENTS; i++) {
            float off = scale * numbers[i] - depth - from[at + i];
            error += weights[i] * off * off;
        }
        return error;
    }
}
