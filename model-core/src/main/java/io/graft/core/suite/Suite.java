package io.graft.core.suite;

import io.graft.core.artifact.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tasks, and the files they are made of. Whatever reads a suite has rendered every document of every task: a suite that can be
 * held in a hand can be run.
 *
 * <p>A suite's files are task files ({@code *.yaml}) with what they include and the data they name; {@code samples_*.jsonl} as
 * {@code lm_eval --log_samples} writes them, each of which is a task with frozen requests; or, where there is neither, the data
 * of MMLU, C-Eval or BIG-bench as it is published.
 *
 * @param tasks by name, sorted; no two have one name
 * @param groups by name, sorted
 * @param digest of the names and contents of the files that were read
 */
public record Suite(List<SuiteTask> tasks, List<Group> groups, Digest digest) {
    /** As many solved examples as can stand before a question. */
    public static final int MOST_SHOTS = 1_000;

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
        return read(path, OptionalInt.empty());
    }

    /**
     * The same with another number of solved examples before each question than the tasks say.
     *
     * @param shots as lm-evaluation-harness has it, a task that says 0 keeps that; so do frozen requests
     */
    public static Suite read(Path path, OptionalInt shots) {
        if (!Files.exists(path)) {
            throw SuiteError.SUITE_FILE_MISSING.at(
                    path.toString(),
                    "%s does not exist".formatted(path),
                    "Name a folder with task files, or a task file.");
        }
        if (Files.isDirectory(path)) {
            return SuiteReader.read(SuiteFiles.of(path), _ -> true, shots);
        }
        Path absolute = path.toAbsolutePath().normalize();
        String name = String.valueOf(absolute.getFileName());
        Path folder = Optional.ofNullable(absolute.getParent()).orElse(absolute);
        return SuiteReader.read(SuiteFiles.of(folder), name::equals, shots);
    }

    /**
     * Reads files that are at hand.
     *
     * @param files contents by path, with {@code /} between folders
     * @throws io.graft.core.GraftException with a {@link SuiteError}, at the file and line where something is wrong
     */
    public static Suite parse(Map<String, byte[]> files) {
        return parse(files, OptionalInt.empty());
    }

    /** The same with another number of solved examples, as {@link #read(Path, OptionalInt)} has it. */
    public static Suite parse(Map<String, byte[]> files, OptionalInt shots) {
        return SuiteReader.read(SuiteFiles.of(files), _ -> true, shots);
    }

    /**
     * The tasks that a name stands for: a task, those of a group, those with a tag, or where it has a {@code *} all whose names
     * match. Empty if there is none.
     */
    public List<SuiteTask> named(String name) {
        Set<String> names = new LinkedHashSet<>();
        collect(name, names, new LinkedHashSet<>());
        return tasks.stream().filter(task -> names.contains(task.spec().name())).toList();
    }

    private void collect(String name, Set<String> names, Set<String> seen) {
        if (!seen.add(name)) {
            return;
        }
        groups.stream().filter(group -> group.name().equals(name)).forEach(group -> group.members()
                .forEach(member -> collect(member, names, seen)));
        Pattern pattern = Pattern.compile(Pattern.quote(name).replace("*", "\\E.*\\Q"));
        List<TaskSpec> specs =
                new ArrayList<>(tasks.stream().map(SuiteTask::spec).toList());
        specs.removeIf(spec ->
                !spec.tags().contains(name) && !pattern.matcher(spec.name()).matches());
        specs.forEach(spec -> names.add(spec.name()));
    }
}
