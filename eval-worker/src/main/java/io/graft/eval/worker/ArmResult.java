package io.graft.eval.worker;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.job.EvaluationOutputs.Asked;
import io.graft.core.job.EvaluationOutputs.Score;
import io.graft.core.job.Task;
import io.graft.core.score.AnsweredItem;
import io.graft.core.score.ResultFiles;
import io.graft.core.score.Run;
import io.graft.core.score.ScoreOptions;
import io.graft.core.score.TaskScores;
import io.graft.core.suite.OutputType;
import io.graft.core.suite.Suite;
import io.graft.core.suite.SuiteTask;
import io.graft.eval.language.ModelCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * What one arm scored, with the files that say so in lm-evaluation-harness's layout.
 *
 * @param folder where the files are
 */
record ArmResult(String engine, List<Asked> asked, List<Score> scores, Path folder, List<ArtifactFile> files) {
    static ArmResult of(
            String name,
            ModelCard card,
            Suite suite,
            SequencedMap<SuiteTask, List<AnsweredItem>> answered,
            Task.RunSettings settings,
            Path output)
            throws IOException {
        List<TaskScores> tasks = new ArrayList<>();
        answered.forEach(
                (task, items) -> tasks.add(TaskScores.of(task.spec(), task.size(), items, ScoreOptions.DEFAULT)));
        Path folder = output.resolve(Digest.of(name).hex());
        write(name, card, suite, tasks, settings, folder);
        return new ArmResult(
                card.engine(),
                answered.entrySet().stream()
                        .map(entry -> asked(entry.getKey(), entry.getValue(), settings))
                        .toList(),
                tasks.stream().flatMap(ArmResult::scores).toList(),
                folder,
                files(folder));
    }

    private static void write(
            String name, ModelCard card, Suite suite, List<TaskScores> tasks, Task.RunSettings settings, Path folder)
            throws IOException {
        Run run = new Run(
                name,
                "graft",
                ZonedDateTime.now(Clock.systemUTC()),
                Duration.ZERO,
                Map.of("model", name, "device", settings.device(), "limit", String.valueOf(settings.limit())),
                Map.of("max_length", card.maxLength()));
        Path written = ResultFiles.write(folder.resolve("written"), run, tasks, suite.groups());
        Files.move(written, folder.resolve("results.json"));
        for (TaskScores task : tasks) {
            moveSamples(Objects.requireNonNull(written.getParent()), task.task().name(), folder);
        }
    }

    /** Without the date in its name: results of the same are the same. */
    private static void moveSamples(Path written, String task, Path folder) throws IOException {
        String prefix = "samples_%s_".formatted(task);
        try (Stream<Path> files = Files.list(written)) {
            Path found = files.filter(file -> isOf(file, prefix)).findFirst().orElseThrow();
            Files.move(found, folder.resolve("samples_%s.jsonl".formatted(task)));
        }
    }

    /** Another task's name may begin alike; its date begins with a digit. */
    private static boolean isOf(Path file, String prefix) {
        String name = file.getFileName().toString();
        return name.startsWith(prefix) && name.substring(prefix.length()).matches("\\d{4}-\\d\\d-\\d\\dT[^_]*\\.jsonl");
    }

    private static List<ArtifactFile> files(Path folder) throws IOException {
        List<ArtifactFile> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path file : entries.filter(Files::isRegularFile).sorted().toList()) {
                byte[] bytes = Files.readAllBytes(file);
                files.add(new ArtifactFile(file.getFileName().toString(), bytes.length, Digest.of(bytes)));
            }
        }
        return files;
    }

    private static Stream<Score> scores(TaskScores task) {
        return task.scores().stream()
                .filter(score -> Double.isFinite(score.value()))
                .map(score -> new Score(
                        task.task().name(),
                        score.metric(),
                        score.filter(),
                        score.value(),
                        score.documents(),
                        score.standardError().isPresent()
                                ? score.standardError().getAsDouble()
                                : null,
                        score.higherIsBetter()));
    }

    private static Asked asked(SuiteTask task, List<AnsweredItem> items, Task.RunSettings settings) {
        String replies = items.stream().map(item -> item.replies().toString()).reduce("", (a, b) -> a + "\n" + b);
        return new Asked(
                task.spec().name(),
                chance(task, items),
                Digest.of(task.digest() + " " + settings.limit()),
                Digest.of(replies));
    }

    /** What guessing scores: among so many choices, on average. */
    private static double chance(SuiteTask task, List<AnsweredItem> items) {
        return task.spec().outputType() != OutputType.MULTIPLE_CHOICE
                ? 0
                : items.stream()
                        .mapToDouble(
                                item -> 1.0 / Math.max(1, item.item().choices().size()))
                        .average()
                        .orElse(0);
    }
}
