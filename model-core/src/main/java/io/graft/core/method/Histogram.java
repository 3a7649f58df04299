package io.graft.core.method;

import org.jspecify.annotations.Nullable;

/** Counts in 2¹⁶ bins, of which only those pages exist that something fell into. */
final class Histogram {
    static final int BITS = 16;

    private static final int PAGE_BITS = 8;
    private static final int PAGE = 1 << PAGE_BITS;

    private final long[] @Nullable [] pages = new long[1 << (BITS - PAGE_BITS)][];

    /** @param bin of which only the lowest 16 bits matter */
    void add(long bin) {
        page((int) (bin >>> PAGE_BITS) & (PAGE - 1))[(int) bin & (PAGE - 1)]++;
    }

    private long[] page(int index) {
        long[] page = pages[index];
        return page != null ? page : newPage(index);
    }

    private long[] newPage(int index) {
        long[] page = new long[PAGE];
        pages[index] = page;
        return page;
    }

    long count(int bin) {
        long[] page = pages[bin >>> PAGE_BITS];
        return page == null ? 0 : page[bin & (PAGE - 1)];
    }

    void addAll(Histogram other) {
        for (int i = 0; i < pages.length; i++) {
            long[] page = other.pages[i];
            if (page != null) {
                add(page(i), page);
            }
        }
    }

    private static void add(long[] sum, long[] page) {
        for (int i = 0; i < PAGE; i++) {
            sum[i] += page[i];
        }
    }

    /** The bin that holds the last of so many, counted from the first bin up. */
    Bin fromBelow(long rank) {
        long passed = 0;
        int bin = 0;
        while (passed + count(bin) < rank) {
            passed += count(bin++);
        }
        return new Bin(bin, count(bin), rank - passed);
    }

    /** The bin that holds the last of so many, counted from the last bin down. */
    Bin fromAbove(long rank) {
        long passed = 0;
        int bin = (1 << BITS) - 1;
        while (passed + count(bin) < rank) {
            passed += count(bin--);
        }
        return new Bin(bin, count(bin), rank - passed);
    }

    /**
     * A bin in which a search ends.
     *
     * @param wanted how many of the {@code count} in it are still to be taken
     */
    record Bin(int index, long count, long wanted) {
        boolean whole() {
            return count == wanted;
        }
    }
}
