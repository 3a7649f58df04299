package io.graft.core.score;

import io.graft.core.suite.Group;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * A group's scores: means of its tasks'.
 *
 * @param tasks the names of all tasks in it, those of its groups included
 * @param scores by the group's list of aggregates, then by filter
 */
public record GroupScores(Group group, List<String> tasks, List<Score> scores) {
    public GroupScores {
        tasks = List.copyOf(tasks);
        scores = List.copyOf(scores);
    }

    /** The scores of groups over those of their tasks that were run, in the groups' order. */
    public static List<GroupScores> of(List<Group> groups, List<TaskScores> tasks) {
        Map<String, Group> byName = new HashMap<>();
        groups.forEach(group -> byName.put(group.name(), group));
        return groups.stream().map(group -> of(group, byName, tasks)).toList();
    }

    private static GroupScores of(Group group, Map<String, Group> groups, List<TaskScores> tasks) {
        Set<String> names = new LinkedHashSet<>();
        leaves(group, groups, names, new LinkedHashSet<>());
        List<TaskScores> leaves = names.stream()
                .flatMap(
                        name -> tasks.stream().filter(task -> task.task().name().equals(name)))
                .toList();
        List<Score> scores = group.aggregates().stream()
                .flatMap(aggregate -> filters(aggregate, leaves).stream()
                        .flatMap(filter -> score(group, aggregate, filter, leaves).stream()))
                .toList();
        return new GroupScores(group, List.copyOf(names), scores);
    }

    private static void leaves(Group group, Map<String, Group> groups, Set<String> names, Set<String> seen) {
        if (!seen.add(group.name())) {
            return;
        }
        for (String member : group.members()) {
            Group inner = groups.get(member);
            if (inner == null) {
                names.add(member);
            } else {
                leaves(inner, groups, names, seen);
            }
        }
    }

    private static List<String> filters(Group.Aggregate aggregate, List<TaskScores> leaves) {
        if (!aggregate.filters().isEmpty()) {
            return aggregate.filters();
        }
        Set<String> filters = new TreeSet<>();
        leaves.forEach(task -> task.scores().stream()
                .filter(score -> score.metric().equals(aggregate.metric()))
                .forEach(score -> filters.add(score.filter())));
        return List.copyOf(filters);
    }

    private static List<Score> score(Group group, Group.Aggregate aggregate, String filter, List<TaskScores> leaves) {
        List<Score> found = new ArrayList<>();
        leaves.forEach(task -> task.scores().stream()
                .filter(score -> score.key().equals(aggregate.metric() + "," + filter))
                .forEach(found::add));
        if (found.isEmpty()) {
            return List.of();
        }
        return List.of(new Score(
                group.name(),
                aggregate.metric(),
                filter,
                mean(found, aggregate.weightedBySize()),
                error(found, aggregate.weightedBySize()),
                found.getFirst().higherIsBetter(),
                found.stream().mapToInt(Score::documents).sum()));
    }

    private static double mean(List<Score> scores, boolean weighted) {
        double sum = sum(scores, score -> score.value() * (weighted ? score.documents() : 1));
        return sum / (weighted ? sum(scores, Score::documents) : scores.size());
    }

    private static OptionalDouble error(List<Score> scores, boolean weighted) {
        if (scores.stream().anyMatch(score -> score.standardError().isEmpty())) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(weighted ? pooled(scores) : unweighted(scores));
    }

    /** As if the tasks were one, of the pooled variance. */
    private static double pooled(List<Score> scores) {
        double documents = sum(scores, Score::documents);
        double squares = sum(scores, score -> (score.documents() - 1) * squared(score) * score.documents());
        return Math.sqrt(squares / (documents - scores.size()) / documents);
    }

    private static double unweighted(List<Score> scores) {
        return Math.sqrt(sum(scores, GroupScores::squared)) / scores.size();
    }

    private static double squared(Score score) {
        double error = score.standardError().orElseThrow();
        return error * error;
    }

    private static double sum(List<Score> scores, ToDoubleFunction<Score> term) {
        return Summation.PLAIN.of(scores.stream().mapToDouble(term).toArray());
    }
}
