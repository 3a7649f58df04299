package io.graft.core.kernel;

/** Places in a block, as many as there happen to be. */
public final class Places {
    private int[] places = new int[64];
    private int count;

    /** Forgets all of them, and makes room for so many. */
    public void clear(int room) {
        count = 0;
        if (places.length < room) {
            places = new int[room];
        }
    }

    void add(int place) {
        places[count++] = place;
    }

    public int count() {
        return count;
    }

    public int get(int i) {
        return places[i];
    }
}
