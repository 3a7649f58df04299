package io.graft.core.method;

import java.util.Arrays;

/** Takes the small elements off a matrix. */
final class Trimming {
    private Trimming() {}

    /** Turns all but the largest to 0, in place; among equal ones the first stay. */
    static double[] keepLargest(double[] values, double density) {
        int count = (int) Math.min(values.length, Math.max(1, (long) (density * values.length)));
        if (count == values.length) {
            return values;
        }
        double[] sorted = Arrays.stream(values).map(Math::abs).sorted().toArray();
        double threshold = sorted[values.length - count];
        int above = values.length - firstAbove(sorted, values.length - count, threshold);
        return clear(values, threshold, count - above);
    }

    private static int firstAbove(double[] sorted, int from, double threshold) {
        int i = from;
        while (i < sorted.length && sorted[i] <= threshold) {
            i++;
        }
        return i;
    }

    private static double[] clear(double[] values, double threshold, int equal) {
        int left = equal;
        for (int i = 0; i < values.length; i++) {
            double magnitude = Math.abs(values[i]);
            if (magnitude < threshold || (magnitude == threshold && left-- <= 0)) {
                values[i] = 0;
            }
        }
        return values;
    }
}
