package io.graft.core.method;

/** Counts the elements whose keys and places are in a range: by the next bits of the key, and by the next bits of the place. */
final class Census {
    final Histogram byKey = new Histogram();
    final Histogram byPlace = new Histogram();

    private final KeyRange keys;
    private final PlaceRange places;
    private final int placeShift;
    private long least = -1L;
    private long most;

    Census(KeyRange keys, PlaceRange places) {
        this.keys = keys;
        this.places = places;
        this.placeShift = places.shift();
    }

    /** @param place of the first of the elements, which follow each other */
    void add(double[] scores, int from, int count, long place) {
        if (keys.isAll()) {
            addAny(scores, from, count);
        } else {
            addInRange(scores, from, count, place);
        }
    }

    private void addAny(double[] scores, int from, int count) {
        for (int i = from; i < from + count; i++) {
            byKey.add(KeyRange.key(scores[i]) >>> (Long.SIZE - Histogram.BITS));
        }
    }

    private void addInRange(double[] scores, int from, int count, long place) {
        int shift = keys.shift();
        long prefix = keys.prefix();
        for (int i = 0; i < count; i++) {
            long key = KeyRange.key(scores[from + i]);
            if (key >>> shift == prefix) {
                addInRange(key, place + i);
            }
        }
    }

    private void addInRange(long key, long place) {
        if (place >= places.first() && place < places.end()) {
            byKey.add(key >>> (keys.shift() - Histogram.BITS));
            byPlace.add((place - places.first()) >>> placeShift);
            least = Long.compareUnsigned(key, least) < 0 ? key : least;
            most = Long.compareUnsigned(key, most) > 0 ? key : most;
        }
    }

    Census and(Census later) {
        byKey.addAll(later.byKey);
        byPlace.addAll(later.byPlace);
        least = Long.compareUnsigned(later.least, least) < 0 ? later.least : least;
        most = Long.compareUnsigned(later.most, most) > 0 ? later.most : most;
        return this;
    }

    /** Whether it is known that all elements in the range are equal; the first, coarsest census does not look. */
    boolean allEqual() {
        return !keys.isAll() && least == most;
    }

    /** What all elements in the range are equal to. */
    double value() {
        return KeyRange.value(least);
    }
}
