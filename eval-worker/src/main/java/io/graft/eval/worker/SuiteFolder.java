package io.graft.eval.worker;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.job.Task;
import io.graft.core.suite.Subset;
import io.graft.core.suite.Suite;
import io.graft.core.suite.SuiteTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A suite as it lies on the disk.
 *
 * @param folder its files, which may be links
 * @param output where results may be written
 */
record SuiteFolder(Path folder, List<ArtifactFile> files, Path output) {
    Suite read(Task.RunSettings settings) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        for (ArtifactFile file : files) {
            contents.put(file.path(), Files.readAllBytes(folder.resolve(file.path())));
        }
        Integer shots = settings.numFewshot();
        return Suite.parse(contents, shots == null ? OptionalInt.empty() : OptionalInt.of(shots));
    }

    static List<SuiteTask> chosen(Suite suite, Task.RunSettings settings) {
        return settings.tasks().isEmpty()
                ? suite.tasks()
                : settings.tasks().stream()
                        .flatMap(name -> suite.named(name).stream())
                        .distinct()
                        .toList();
    }

    static Subset subset(Task.RunSettings settings) {
        Integer limit = settings.limit();
        return limit == null ? new Subset.All() : new Subset.First(limit);
    }
}
