package io.graft.core.merge;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.LowRankFactors;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Cuts a tensor into tiles that fit into the cache, as far as its cut allows. */
record Tiles(Shape shape, Cut cut) {
    private static final int ROWS = 16;
    private static final int FLAT = 2048;
    private static final int MANY = 1 << 14;

    /** Runs of elements that tiles are made of begin at multiples of this many, and hold a multiple of it: whole rows, or any. */
    long granule() {
        return cut == Cut.ELEMENTS ? 1 : Math.max(1, Cut.width(shape));
    }

    /** Elements of a chunk of a survey. */
    long chunk() {
        return granule() * Math.max(1, Survey.CHUNK / granule());
    }

    /** The tiles of a run of elements, in ascending order. */
    List<Tile> of(long first, long count) {
        return switch (cut) {
            case ELEMENTS -> flat(first, first + count);
            case RECTANGLES -> rectangles(first / granule(), (first + count) / granule(), ROWS, LowRankFactors.PANEL);
            case ROWS -> rectangles(first / granule(), (first + count) / granule(), rowsOfMany(), granule());
        };
    }

    private long rowsOfMany() {
        return Math.max(1, MANY / granule());
    }

    private List<Tile> flat(long first, long end) {
        List<Tile> tiles = new ArrayList<>();
        for (long at = first; at < end; at += FLAT) {
            tiles.add(new Tile(0, 1, at, (int) Math.min(FLAT, end - at), shape.elements()));
        }
        return tiles;
    }

    private List<Tile> rectangles(long firstRow, long endRow, long height, long length) {
        long width = granule();
        List<Tile> tiles = new ArrayList<>();
        for (long row = firstRow; row < endRow; row += height) {
            for (long column = 0; column < width; column += length) {
                int rows = (int) Math.min(height, endRow - row);
                tiles.add(new Tile(row, rows, column, Math.toIntExact(Math.min(length, width - column)), width));
            }
        }
        return tiles;
    }
}
