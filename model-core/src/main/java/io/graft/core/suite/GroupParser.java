package io.graft.core.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a group file, and the groups that are written out within it. */
final class GroupParser {
    private static final List<String> KEYS =
            List.of("group", "group_alias", "task", "aggregate_metric_list", "metadata", "tag", "include");

    private final List<Group> groups = new ArrayList<>();

    private GroupParser() {}

    /** The group of the file, and those within it. */
    static List<Group> parse(TaskFile file) {
        GroupParser parser = new GroupParser();
        parser.group(file.required("group").text(), file);
        return parser.groups;
    }

    private void group(String name, TaskFile file) {
        file.keys().forEach(GroupParser::requireKnown);
        List<String> members = new ArrayList<>();
        file.required("task").several().forEach(member -> members.add(member(name, member)));
        groups.add(new Group(
                name,
                file.text("group_alias", name),
                members,
                aggregates(file.key("aggregate_metric_list")),
                file.version(),
                file.settings()));
    }

    private static void requireKnown(String key, SuiteNode node) {
        if (!KEYS.contains(key)) {
            throw node.refusal(
                    SuiteError.SUITE_UNSUPPORTED,
                    "is given by a group for its tasks",
                    "Write it into the tasks' files, or into one that they include.");
        }
    }

    private String member(String group, SuiteNode member) {
        if (!member.isMap()) {
            return member.text();
        }
        Map<String, SuiteNode> keys = member.map();
        SuiteNode inner = keys.get("group");
        if (inner != null) {
            String name = "%s::%s".formatted(group, inner.text());
            group(name, new TaskFile(member, keys));
            return name;
        }
        SuiteNode task = keys.get("task");
        if (task == null || keys.size() > 1) {
            throw member.refusal(
                    SuiteError.SUITE_UNSUPPORTED,
                    "changes a task's keys for this group",
                    "Write a task file of its own, which includes the other one and changes the keys.");
        }
        return task.text();
    }

    private static List<Group.Aggregate> aggregates(Optional<SuiteNode> list) {
        return list.map(SuiteNode::several).orElse(List.of()).stream()
                .map(GroupParser::aggregate)
                .toList();
    }

    private static Group.Aggregate aggregate(SuiteNode entry) {
        Map<String, SuiteNode> keys = entry.map();
        SuiteNode metric = keys.get("metric");
        SuiteNode aggregation = keys.get("aggregation");
        if (metric == null || (aggregation != null && !aggregation.text().equals("mean"))) {
            throw entry.refusal(
                    SuiteError.SUITE_WRONG_VALUE,
                    "has no metric, or another aggregation than the mean",
                    "Name a metric, and aggregate by mean.");
        }
        SuiteNode filters = keys.get("filter_list");
        SuiteNode weighted = keys.get("weight_by_size");
        return new Group.Aggregate(
                metric.text(),
                filters == null || filters.isNull()
                        ? List.of()
                        : filters.several().stream().map(SuiteNode::text).toList(),
                weighted == null || weighted.flag());
    }
}
