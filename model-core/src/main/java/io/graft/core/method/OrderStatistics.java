package io.graft.core.method;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is at given places of a tensor's scores in ascending order, exactly and without sorting them: by histograms of their bits. */
final class OrderStatistics {
    private final Selection.Scores scores;
    private final Shape shape;
    private final Cut cut;
    private final Survey survey;

    /** @param scores none of them negative */
    OrderStatistics(Selection.Scores scores, Shape shape, Cut cut, Survey survey) {
        this.scores = scores;
        this.shape = shape;
        this.cut = cut;
        this.survey = survey;
    }

    /** The scores at places from 0, the least, on; all are looked for in the same few readings. */
    double[] at(long... places) throws InterruptedException {
        Search[] searches = Arrays.stream(places)
                .mapToObj(place -> new Search(KeyRange.ALL, place + 1, null))
                .toArray(Search[]::new);
        while (!Arrays.stream(searches).allMatch(Search::done)) {
            Map<KeyRange, Census> censuses = censuses(Arrays.stream(searches)
                    .filter(search -> !search.done())
                    .map(Search::keys)
                    .collect(Collectors.toSet()));
            Arrays.setAll(searches, i -> searches[i].narrowed(censuses));
        }
        return Arrays.stream(searches)
                .mapToDouble(search -> Objects.requireNonNull(search.found()))
                .toArray();
    }

    /**
     * Where one of the scores must be.
     *
     * @param wanted its place within the range, from 1 on
     */
    private record Search(
            KeyRange keys, long wanted, @Nullable Double found) {
        boolean done() {
            return found != null;
        }

        Search narrowed(Map<KeyRange, Census> censuses) {
            if (done()) {
                return this;
            }
            Census census = Objects.requireNonNull(censuses.get(keys));
            if (census.allEqual()) {
                return new Search(keys, wanted, census.value());
            }
            Histogram.Bin bin = census.byKey.fromBelow(wanted);
            return new Search(keys.part(bin.index()), bin.wanted(), null);
        }
    }

    private Map<KeyRange, Census> censuses(Set<KeyRange> ranges) throws InterruptedException {
        return survey.collect(shape, cut, () -> empty(ranges), this::count, OrderStatistics::joined);
    }

    private Map<KeyRange, Census> empty(Set<KeyRange> ranges) {
        Map<KeyRange, Census> censuses = new HashMap<>();
        ranges.forEach(range -> censuses.put(range, new Census(range, PlaceRange.of(shape.elements()))));
        return censuses;
    }

    private void count(Map<KeyRange, Census> censuses, Tile tile, Workspace workspace) {
        int mark = workspace.mark();
        double[] block = workspace.take(tile.count());
        scores.fill(tile, block, workspace);
        for (Census census : censuses.values()) {
            for (int i = 0; i < tile.rows(); i++) {
                census.add(block, i * tile.columns(), tile.columns(), tile.first(i));
            }
        }
        workspace.reset(mark);
    }

    private static Map<KeyRange, Census> joined(Map<KeyRange, Census> censuses, Map<KeyRange, Census> later) {
        later.forEach((range, census) -> censuses.merge(range, census, Census::and));
        return censuses;
    }
}
