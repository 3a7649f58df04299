package io.graft.registry.release;

import io.graft.core.GraftException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds out whether what a rule releases would, through other rules or at once, start it again. */
final class RuleCycles {
    private RuleCycles() {}

    /** @throws GraftException {@link ReleaseError#RULE_CYCLE}, naming the rules of the circle */
    static void refuse(ReleaseRule rule, Collection<ReleaseRule> others) {
        List<ReleaseRule> all = new ArrayList<>(others.stream()
                .filter(other -> !other.name().equals(rule.name()))
                .toList());
        all.add(rule);
        wayBack(rule, all).ifPresent(circle -> {
            throw new GraftException(
                    ReleaseError.RULE_CYCLE,
                    "rule:1",
                    "The rule would start itself again: "
                            + circle.stream().map(one -> one.name().toString()).collect(Collectors.joining(" → ")),
                    "Change what one of these rules waits for, or which alias it moves.");
        });
    }

    /** The shortest chain of rules that begins and ends with this one. */
    private static Optional<List<ReleaseRule>> wayBack(ReleaseRule rule, List<ReleaseRule> all) {
        Map<ReleaseRule, ReleaseRule> reachedFrom = new HashMap<>();
        Deque<ReleaseRule> ahead = new ArrayDeque<>(List.of(rule));
        while (!ahead.isEmpty()) {
            ReleaseRule next = ahead.remove();
            for (ReleaseRule follower : all) {
                if (next.setsOff(follower) && reachedFrom.putIfAbsent(follower, next) == null) {
                    if (follower.equals(rule)) {
                        return Optional.of(chain(rule, reachedFrom));
                    }
                    ahead.add(follower);
                }
            }
        }
        return Optional.empty();
    }

    private static List<ReleaseRule> chain(ReleaseRule rule, Map<ReleaseRule, ReleaseRule> reachedFrom) {
        Deque<ReleaseRule> chain = new ArrayDeque<>(List.of(rule));
        ReleaseRule before = rule;
        do {
            before = java.util.Objects.requireNonNull(reachedFrom.get(before));
            chain.addFirst(before);
        } while (!before.equals(rule));
        return List.copyOf(chain);
    }
}
