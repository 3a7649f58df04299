package io.graft.core.score;

import io.graft.core.template.Python;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The table of scores that lm-evaluation-harness prints, of any results file. */
public final class ResultsTable {
    private final JsonNode tree;
    private final String section;
    private final Map<String, Integer> depths = new HashMap<>();
    private final List<String> order = new ArrayList<>();

    private ResultsTable(JsonNode tree, String section) {
        this.tree = tree;
        this.section = section;
        arrange();
    }

    /** Of the tasks, then of the groups, where there are any. */
    public static String of(List<TaskScores> tasks, List<GroupScores> groups, Run run) {
        return of(ResultJson.MAPPER.readTree(ResultJson.line(new Results(run, tasks, groups).tree())));
    }

    /** Of the tasks, then of the groups, where there are any. */
    public static String of(RecordedResults results) {
        return of(results.tree());
    }

    private static String of(JsonNode tree) {
        String tasks = new ResultsTable(tree, "results").text();
        return tree.has("groups") ? tasks + "\n" + new ResultsTable(tree, "groups").text() : tasks;
    }

    /** Members stand below their group, a group that is in none and a task that is in none by name. */
    private void arrange() {
        Map<String, Set<String>> groups = new TreeMap<>();
        Set<String> members = new HashSet<>();
        tree.path("group_subtasks").properties().forEach(group -> {
            Set<String> names = new TreeSet<>();
            group.getValue().forEach(name -> names.add(name.asString("")));
            members.addAll(names);
            groups.put(group.getKey(), names);
        });
        groups.keySet().stream().filter(name -> !members.contains(name)).forEach(name -> visit(name, 0, groups));
        Set<String> rest = new TreeSet<>();
        tree.path(section).propertyNames().forEach(rest::add);
        rest.stream().filter(name -> !depths.containsKey(name)).forEach(order::add);
    }

    private void visit(String name, int depth, Map<String, Set<String>> groups) {
        boolean again = depths.put(name, depth) != null;
        if (tree.path(section).has(name)) {
            order.add(name);
        }
        if (!again) {
            groups.getOrDefault(name, Set.of()).forEach(member -> visit(member, depth + 1, groups));
        }
    }

    private String text() {
        MarkdownTable table = new MarkdownTable(
                section.equals("groups") ? "Groups" : "Tasks",
                "Version",
                "Filter",
                "n-shot",
                "Metric",
                "",
                "Value",
                "",
                "Stderr");
        order.forEach(name -> rows(name, table));
        return table.text();
    }

    private void rows(String name, MarkdownTable table) {
        JsonNode metrics = tree.path(section).path(name);
        Map<String, JsonNode> sorted = new TreeMap<>();
        metrics.properties().stream()
                .filter(entry -> entry.getKey().contains(","))
                .filter(entry -> !entry.getKey()
                        .substring(0, entry.getKey().indexOf(','))
                        .endsWith("_stderr"))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        boolean first = true;
        for (Map.Entry<String, JsonNode> entry : sorted.entrySet()) {
            String[] key = entry.getKey().split(",", 2);
            JsonNode error = metrics.path(key[0] + "_stderr," + key[1]);
            table.add(
                    first ? title(name, metrics) : "",
                    first ? tree.path("versions").path(name).asString("    N/A") : "",
                    key[1],
                    tree.path("n-shot").path(name).asString(" "),
                    key[0],
                    arrow(name, key[0]),
                    number(entry.getValue()),
                    error.isMissingNode() ? "" : "±",
                    error.isMissingNode() ? "" : error.isNumber() ? number(error) : "   N/A");
            first = false;
        }
    }

    private String title(String name, JsonNode metrics) {
        int depth = depths.getOrDefault(name, 0);
        return (depth > 0 ? " ".repeat(depth) + "- " : "")
                + metrics.path("alias").asString(name);
    }

    private String arrow(String name, String metric) {
        JsonNode higher = tree.path("higher_is_better").path(name).path(metric);
        return higher.isBoolean() ? higher.asBoolean() ? "↑" : "↓" : "";
    }

    private static String number(JsonNode number) {
        return number.isFloatingPointNumber() ? rounded(number.asDouble()) : number.asString("");
    }

    private static String rounded(double number) {
        return Double.isFinite(number)
                ? new BigDecimal(number).setScale(4, RoundingMode.HALF_EVEN).toPlainString()
                : Python.repr(number);
    }
}
