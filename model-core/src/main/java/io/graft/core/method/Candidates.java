package io.graft.core.method;

import io.graft.core.kernel.Places;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import java.util.Arrays;

/**
 * The elements whose scores are within narrow limits, each with its place, and how many are above. Too many are none at all. Places
 * are kept as doubles, which hold every whole number that a place can be.
 */
final class Candidates {
    /** At 16 bytes each. */
    private static final int MOST = 1 << 22;

    private final double least;
    private final double most;
    private final Places between = new Places();
    private double[] scores = new double[1 << 10];
    private double[] places = new double[1 << 10];
    private int count;
    private long above;
    private boolean tooMany;

    Candidates(double least, double most) {
        this.least = least;
        this.most = most;
    }

    /** Looks through a tile. */
    void add(Tile tile, double[] block, Workspace workspace) {
        for (int i = 0; i < tile.rows() && !tooMany; i++) {
            int from = i * tile.columns();
            between.clear(tile.columns());
            above += workspace.kernels().sift(block, least, most, from, from + tile.columns(), between);
            makeRoom(between.count());
            for (int k = 0; k < between.count() && !tooMany; k++) {
                scores[count] = Math.abs(block[between.get(k)]);
                places[count++] = tile.first(i) + between.get(k) - from;
            }
        }
    }

    Candidates and(Candidates later) {
        above += later.above;
        tooMany |= later.tooMany;
        makeRoom(later.count);
        if (!tooMany) {
            System.arraycopy(later.scores, 0, scores, count, later.count);
            System.arraycopy(later.places, 0, places, count, later.count);
            count += later.count;
        }
        return this;
    }

    private void makeRoom(int more) {
        tooMany |= count + more > MOST;
        if (tooMany) {
            scores = new double[0];
            places = new double[0];
            count = 0;
        } else if (count + more > scores.length) {
            int room = Math.max(2 * scores.length, count + more);
            scores = Arrays.copyOf(scores, room);
            places = Arrays.copyOf(places, room);
        }
    }

    /** Whether the last of so many, the largest of all elements, is among the candidates. */
    boolean hold(long wanted) {
        return wanted > above && wanted - above <= count;
    }

    /** Selects so many, those above included; of equals those that come first. */
    Selection largest(long wanted) {
        int rank = Math.toIntExact(wanted - above);
        double last = OrderedPick.at(count - rank, Arrays.copyOf(scores, count), count);
        double[] equals = new double[count];
        int found = 0;
        for (int i = 0; i < count; i++) {
            rank -= scores[i] > last ? 1 : 0;
            if (scores[i] == last) {
                equals[found++] = places[i];
            }
        }
        long end = rank == found ? Long.MAX_VALUE : (long) OrderedPick.at(rank - 1, equals, found) + 1;
        return new Selection(last, end);
    }
}
