package io.graft.core.suite;

import io.graft.core.GraftException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Reads all tasks and groups of a suite. */
final class SuiteReader {
    private final SuiteFiles files;
    private final OptionalInt shots;
    private final SortedMap<String, SuiteTask> tasks = new TreeMap<>();
    private final SortedMap<String, Group> groups = new TreeMap<>();
    private final Map<String, String> homes = new TreeMap<>();

    private SuiteReader(SuiteFiles files, OptionalInt shots) {
        this.files = files;
        this.shots = shots;
    }

    /**
     * Reads them.
     *
     * @param wanted which task files are read; others may be included by them
     * @param shots solved examples before each question, if not as many as the tasks say
     */
    static Suite read(SuiteFiles files, Predicate<String> wanted, OptionalInt shots) {
        SuiteReader reader = new SuiteReader(files, shots);
        files.paths().stream().filter(SuiteReader::isTaskFile).filter(wanted).forEach(reader::file);
        files.paths().stream()
                .filter(FrozenTask::isSamplesFile)
                .filter(wanted)
                .forEach(path -> reader.add(FrozenTask.read(path, files), path, path));
        return reader.suite(wanted);
    }

    private static boolean isTaskFile(String path) {
        return path.endsWith(".yaml") || path.endsWith(".yml");
    }

    private void file(String path) {
        TaskFile file = TaskFile.read(path, files);
        if (file.keys().containsKey("group")) {
            GroupParser.parse(file).forEach(group -> add(group, file));
        } else if (file.keys().containsKey("task")) {
            add(
                    RenderedTask.of(TaskParser.parse(file, files, shots)),
                    path,
                    file.required("task").where());
        } else if (!path.substring(path.lastIndexOf('/') + 1).startsWith("_")) {
            file.required("task");
        }
    }

    private void add(SuiteTask task, String path, String where) {
        requireFree(task.spec().name(), path, where);
        tasks.put(task.spec().name(), task);
    }

    private void add(Group group, TaskFile file) {
        SuiteNode named = file.required("group");
        requireFree(group.name(), named.file(), named.where());
        groups.put(group.name(), group);
    }

    private void requireFree(String name, String path, String where) {
        String other = homes.putIfAbsent(name, path);
        if (other != null) {
            throw SuiteError.SUITE_DUPLICATE_NAME.at(
                    where,
                    "The name %s, at %s, is also that of what %s holds".formatted(name, where, other),
                    "Give one of the two another name.");
        }
    }

    private Suite suite(Predicate<String> wanted) {
        if (tasks.isEmpty()) {
            Packs.tasks(files, wanted, shots).forEach((path, task) -> add(task, path, path));
        }
        if (tasks.isEmpty()) {
            throw SuiteError.SUITE_EMPTY.at(
                    ".",
                    "There is no task in the suite",
                    "Put in task files (*.yaml), samples_*.jsonl of lm_eval, or a data pack of MMLU, C-Eval or BIG-bench.");
        }
        Suite suite = new Suite(List.copyOf(tasks.values()), List.copyOf(groups.values()), files.digest());
        groups.values().forEach(group -> requireMembers(group, suite));
        return suite;
    }

    private void requireMembers(Group group, Suite suite) {
        List<String> missing = new ArrayList<>(group.members());
        missing.removeIf(
                member -> groups.containsKey(member) || !suite.named(member).isEmpty());
        if (!missing.isEmpty()) {
            throw absent(group, missing.getFirst());
        }
        requireAcyclic(group.name(), group, new ArrayList<>());
    }

    private void requireAcyclic(String start, Group group, List<String> seen) {
        for (String member : group.members()) {
            Group inner = groups.get(member);
            if (inner != null && !seen.contains(member)) {
                seen.add(member);
                if (member.equals(start)) {
                    throw SuiteError.SUITE_WRONG_VALUE.at(
                            homes.getOrDefault(start, start),
                            "The group %s contains itself".formatted(start),
                            "Take it out of its own members.");
                }
                requireAcyclic(start, inner, seen);
            }
        }
    }

    private GraftException absent(Group group, String member) {
        return SuiteError.SUITE_UNKNOWN_TASK.at(
                homes.getOrDefault(group.name(), group.name()),
                "The group %s has the member %s, which is no task, group or tag of the suite"
                        .formatted(group.name(), member),
                "Add the task's file, or take the member out.");
    }
}
