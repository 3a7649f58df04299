package io.graft.registry.lineage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How each version is reached from one that it contains. */
final class Ways {
    private Ways() {}

    record Step(
            UUID parent,
            UUID child,
            Relation relation,
            @Nullable Double weight) {}

    /**
     * All ways to a version.
     *
     * @param last step of the shortest; null at the start
     * @param weight summed over all ways; null where one is not known
     */
    record Way(int depth, @Nullable Step last, @Nullable Double weight) {
        static final Way START = new Way(0, null, 1.0);

        Way then(Step step) {
            return new Way(depth + 1, step, weight == null || step.weight() == null ? null : weight * step.weight());
        }

        Way or(Way other) {
            Way shortest = depth <= other.depth ? this : other;
            return new Way(
                    shortest.depth,
                    shortest.last,
                    weight == null || other.weight == null ? null : weight + other.weight);
        }
    }

    /** @param steps all that lie between the start and what came from it */
    static Map<UUID, Way> from(UUID start, List<Step> steps) {
        Map<UUID, List<Step>> onward = steps.stream().collect(Collectors.groupingBy(Step::parent));
        Map<UUID, Integer> awaited = new HashMap<>();
        steps.forEach(step -> awaited.merge(step.child(), 1, Integer::sum));
        Map<UUID, Way> ways = new LinkedHashMap<>(Map.of(start, Way.START));
        Deque<UUID> reached = new ArrayDeque<>(List.of(start));
        while (!reached.isEmpty()) {
            UUID parent = reached.remove();
            for (Step step : onward.getOrDefault(parent, List.of())) {
                ways.merge(
                        step.child(), Objects.requireNonNull(ways.get(parent)).then(step), Way::or);
                if (awaited.merge(step.child(), -1, Integer::sum) == 0) {
                    reached.add(step.child());
                }
            }
        }
        return ways;
    }
}
