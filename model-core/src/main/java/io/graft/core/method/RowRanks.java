package io.graft.core.method;

import java.util.Arrays;

/**
 * Puts the elements of rows in ascending order of magnitude, equals as they stand. Most of the work is one distribution over bins
 * in proportion to the largest magnitude; what falls into one bin is sorted.
 */
final class RowRanks {
    /** Bins for each element: so many that most hold one or none, so few that they stay in the cache. */
    private static final int FINENESS = 2;
    /** Up to so many elements, insertion is the fastest sort. */
    private static final int FEW = 24;

    private final int length;
    private final int bins;
    private final int[] binOf;
    private final int[] ends;
    private final int[] order;

    RowRanks(int length) {
        this.length = length;
        this.bins = (int) Math.min(Integer.MAX_VALUE - 8, (long) FINENESS * length);
        this.binOf = new int[length];
        this.ends = new int[bins];
        this.order = new int[length];
    }

    /** The places of a row's elements, relative to {@code from}, by ascending magnitude; overwritten by the next call. */
    int[] ascending(double[] values, int from) {
        countBins(values, from);
        distribute();
        int start = 0;
        while (start < length) {
            int end = ends[binOf[order[start]]];
            sort(values, from, start, end);
            start = end;
        }
        return order;
    }

    private void countBins(double[] values, int from) {
        Arrays.fill(ends, 0);
        double scale = (bins - 1) / largest(values, from);
        for (int i = 0; i < length; i++) {
            int bin = Math.min(bins - 1, (int) (Math.abs(values[from + i]) * scale));
            binOf[i] = bin;
            ends[bin]++;
        }
    }

    private double largest(double[] values, int from) {
        double largest = 0;
        for (int i = from; i < from + length; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        return largest;
    }

    /** Turns counts into starts, and these, as the bins fill up, into ends. */
    private void distribute() {
        int end = 0;
        for (int bin = 0; bin < bins; bin++) {
            int count = ends[bin];
            ends[bin] = end;
            end += count;
        }
        for (int i = 0; i < length; i++) {
            order[ends[binOf[i]]++] = i;
        }
    }

    private void sort(double[] values, int from, int start, int end) {
        if (end - start <= FEW) {
            insert(values, from, start, end);
        } else if (!isSorted(values, from, start, end)) {
            sortMany(values, from, start, end);
        }
    }

    private void insert(double[] values, int from, int start, int end) {
        for (int i = start + 1; i < end; i++) {
            int place = order[i];
            double magnitude = Math.abs(values[from + place]);
            int at = i;
            while (at > start && Math.abs(values[from + order[at - 1]]) > magnitude) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = place;
        }
    }

    private boolean isSorted(double[] values, int from, int start, int end) {
        for (int i = start + 1; i < end; i++) {
            if (Math.abs(values[from + order[i - 1]]) > Math.abs(values[from + order[i]])) {
                return false;
            }
        }
        return true;
    }

    /** Sorts the magnitudes alone, and then deals out the places among equals as they stand. */
    private void sortMany(double[] values, int from, int start, int end) {
        int[] places = Arrays.copyOfRange(order, start, end);
        double[] sorted = Arrays.stream(places)
                .mapToDouble(place -> Math.abs(values[from + place]))
                .sorted()
                .toArray();
        int[] dealt = new int[sorted.length];
        for (int place : places) {
            int first = first(sorted, Math.abs(values[from + place]));
            order[start + first + dealt[first]++] = place;
        }
    }

    /** The first place of a value that is there. */
    private static int first(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Double.compare(sorted[middle], value) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
