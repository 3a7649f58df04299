package io.graft.core.method;

import java.util.Arrays;

/** Finds what would be at a place if numbers were sorted, without sorting more of them than it must. */
final class OrderedPick {
    /** So many halvings that go wrong are bad luck; then they are sorted. */
    private static final int PATIENCE = 64;

    private OrderedPick() {}

    /**
     * The number at a place, from 0 on, in ascending order. Changes the order of the array.
     *
     * @param numbers none of them NaN; only the first {@code count} matter
     */
    static double at(int place, double[] numbers, int count) {
        int from = 0;
        int to = count;
        for (int tries = 0; tries < PATIENCE && to - from > 2; tries++) {
            double pivot = middle(numbers[from], numbers[(from + to) >>> 1], numbers[to - 1]);
            int less = from;
            int more = to;
            int i = from;
            while (i < more) {
                double number = numbers[i];
                if (number < pivot) {
                    swap(numbers, i++, less++);
                } else if (number > pivot) {
                    swap(numbers, i, --more);
                } else {
                    i++;
                }
            }
            if (place >= less && place < more) {
                return pivot;
            }
            from = place < less ? from : more;
            to = place < less ? less : to;
        }
        Arrays.sort(numbers, from, to);
        return numbers[place];
    }

    private static double middle(double one, double two, double three) {
        return Math.max(Math.min(one, two), Math.min(Math.max(one, two), three));
    }

    private static void swap(double[] numbers, int i, int j) {
        double number = numbers[i];
        numbers[i] = numbers[j];
        numbers[j] = number;
    }
}
