package io.graft.core.suite;

import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Which places of a list a subset means. */
final class Chosen {
    private Chosen() {}

    static BitSet of(Subset subset, int size) {
        BitSet chosen = new BitSet(size);
        switch (subset) {
            case Subset.All _ -> chosen.set(0, size);
            case Subset.First(int count) -> chosen.set(0, Math.min(count, size));
            case Subset.Drawn(int count, long seed) ->
                IntStream.range(0, size)
                        .boxed()
                        .sorted(Comparator.comparingLong((Integer place) -> lot(seed, place))
                                .thenComparing(place -> place))
                        .limit(count)
                        .forEach(chosen::set);
        }
        return chosen;
    }

    /** SplitMix64 (Steele, Lea and Flood, 2014) at a place: the lots of a seed do not depend on how many there are. */
    private static long lot(long seed, int place) {
        long z = seed + (place + 1) * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
