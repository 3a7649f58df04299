package io.graft.core.score;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often each n-gram of one length stands in a text. */
final class Counted<T> {
    private final Map<List<T>, Integer> counts = new HashMap<>();

    Counted(List<T> parts, int length) {
        for (int i = 0; i + length <= parts.size(); i++) {
            counts.merge(List.copyOf(parts.subList(i, i + length)), 1, Integer::sum);
        }
    }

    /** With the greater count of each. */
    void raise(Counted<T> other) {
        other.counts.forEach((gram, count) -> counts.merge(gram, count, Math::max));
    }

    int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    int shared(Counted<T> other) {
        return counts.entrySet().stream()
                .mapToInt(entry -> Math.min(entry.getValue(), other.counts.getOrDefault(entry.getKey(), 0)))
                .sum();
    }
}
