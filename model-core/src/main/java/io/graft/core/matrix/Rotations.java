package io.graft.core.matrix;

/**
 * Plane rotations of rows, kept until there are many and then applied to a strip of columns at a time, so that the strip stays in
 * the cache.
 */
final class Rotations {
    private static final int CAPACITY = 1 << 16;
    private static final int STRIP = 128;

    private final double[][] rows;
    private final int[] first = new int[CAPACITY];
    private final int[] second = new int[CAPACITY];
    private final double[] cosine = new double[CAPACITY];
    private final double[] sine = new double[CAPACITY];
    private int count;

    Rotations(double[][] rows) {
        this.rows = rows;
    }

    /** Turns row {@code i} into {@code cosine · i + sine · j}, and {@code j} into {@code cosine · j − sine · i}. */
    void add(int i, int j, double cosine, double sine) {
        if (count == CAPACITY) {
            apply();
        }
        first[count] = i;
        second[count] = j;
        this.cosine[count] = cosine;
        this.sine[count] = sine;
        count++;
    }

    void apply() {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        for (int from = 0; from < columns; from += STRIP) {
            apply(from, Math.min(columns, from + STRIP));
        }
        count = 0;
    }

    private void apply(int from, int to) {
        for (int k = 0; k < count; k++) {
            Rows.rotate(cosine[k], sine[k], rows[first[k]], rows[second[k]], from, to);
        }
    }
}
