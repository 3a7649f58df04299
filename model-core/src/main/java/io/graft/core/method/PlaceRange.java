package io.graft.core.method;

import io.graft.core.kernel.Tile;

/** The elements from {@code first} up to {@code end}, in up to 2¹⁶ parts of equal length. */
record PlaceRange(long first, long end) {
    static PlaceRange of(long elements) {
        return new PlaceRange(0, elements);
    }

    /** Every part has two to the power of this many elements. */
    int shift() {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(0, end - first - 1));
        return Math.max(0, bits - Histogram.BITS);
    }

    PlaceRange part(int index) {
        long from = first + ((long) index << shift());
        return new PlaceRange(from, Math.min(end, from + (1L << shift())));
    }

    boolean meets(Tile tile) {
        return tile.first(0) < end && tile.first(tile.rows() - 1) + tile.columns() > first;
    }
}
