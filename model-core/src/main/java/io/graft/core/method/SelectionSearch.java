package io.graft.core.method;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Shape;

/**
 * Finds the least score that is selected, and how many of its equals are. The bits of a double without its sign, seen as a whole
 * number, are in the order of its magnitude: sixteen of them at a time, the next reading looks only at what shares those found so
 * far. Each reading counts places as well, which settles the matter as soon as all that is left is equal.
 */
final class SelectionSearch {
    private final Selection.Scores scores;
    private final Shape shape;
    private final Cut cut;
    private final Survey survey;

    SelectionSearch(Selection.Scores scores, Shape shape, Cut cut, Survey survey) {
        this.scores = scores;
        this.shape = shape;
        this.cut = cut;
        this.survey = survey;
    }

    /** @param count more than none and fewer than all */
    Selection largest(long count) throws InterruptedException {
        KeyRange keys = KeyRange.ALL;
        PlaceRange places = PlaceRange.of(shape.elements());
        long wanted = count;
        while (true) {
            Census census = census(keys, places);
            if (census.allEqual()) {
                return firstOf(census, keys, places, wanted);
            }
            Histogram.Bin bin = census.byKey.fromAbove(wanted);
            keys = keys.part(bin.index());
            wanted = bin.wanted();
            if (bin.whole()) {
                return new Selection(keys.least(), Long.MAX_VALUE);
            }
        }
    }

    private Selection firstOf(Census equals, KeyRange keys, PlaceRange all, long count) throws InterruptedException {
        Census census = equals;
        PlaceRange places = all;
        long wanted = count;
        while (true) {
            Histogram.Bin bin = census.byPlace.fromBelow(wanted);
            places = places.part(bin.index());
            if (bin.whole()) {
                return new Selection(equals.value(), places.end());
            }
            wanted = bin.wanted();
            census = census(keys, places);
        }
    }

    private Census census(KeyRange keys, PlaceRange places) throws InterruptedException {
        return survey.collect(
                shape,
                cut,
                () -> new Census(keys, places),
                (census, tile, workspace) -> count(census, places, tile, workspace),
                Census::and);
    }

    private void count(Census census, PlaceRange places, Tile tile, Workspace workspace) {
        if (!places.meets(tile)) {
            return;
        }
        int mark = workspace.mark();
        double[] block = workspace.take(tile.count());
        scores.fill(tile, block, workspace);
        for (int i = 0; i < tile.rows(); i++) {
            census.add(block, i * tile.columns(), tile.columns(), tile.first(i));
        }
        workspace.reset(mark);
    }
}
