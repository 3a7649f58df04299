package io.graft.core.score;

import io.graft.core.suite.Group;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes scores as lm-evaluation-harness 0.4 does: {@code results_<date>.json} and for each task {@code
 * samples_<task>_<date>.jsonl}, in a folder named after the model.
 */
public final class ResultFiles {
    private final Path folder;
    private final Run run;

    private ResultFiles(Path folder, Run run) {
        this.folder = folder;
        this.run = run;
    }

    /**
     * Writes all files.
     *
     * @param output the folder in which the model's folder is, or will be
     * @return the results file
     * @throws io.graft.core.GraftException with {@link ScoreError#RESULTS_UNWRITABLE}
     */
    public static Path write(Path output, Run run, List<TaskScores> tasks, List<Group> groups) {
        ResultFiles files = new ResultFiles(output.resolve(run.folder()), run);
        try {
            return files.write(new Results(run, tasks, GroupScores.of(groups, tasks)));
        } catch (IOException failed) {
            throw ScoreError.RESULTS_UNWRITABLE.at(
                    files.folder.toString(),
                    "The results could not be written: %s.".formatted(failed),
                    "Check that the folder can be written to and has room.");
        }
    }

    private Path write(Results results) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("results_%s.json".formatted(run.date()));
        Files.writeString(file, ResultJson.indented(results.tree()));
        for (TaskScores task : results.tasks()) {
            write(task);
        }
        return file;
    }

    private void write(TaskScores task) throws IOException {
        Path file = folder.resolve("samples_%s_%s.jsonl".formatted(task.task().name(), run.date()));
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (Sample sample : Sample.of(task)) {
                writer.write(ResultJson.line(sample.tree()));
                writer.write('\n');
            }
        }
    }
}
