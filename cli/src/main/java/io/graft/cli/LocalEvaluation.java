package io.graft.cli;

import io.graft.core.GraftException;
import io.graft.core.score.AnsweredItem;
import io.graft.core.score.GroupScores;
import io.graft.core.score.ResultFiles;
import io.graft.core.score.ResultsTable;
import io.graft.core.score.Run;
import io.graft.core.score.ScoreOptions;
import io.graft.core.score.Scoring;
import io.graft.core.score.TaskScores;
import io.graft.core.suite.Group;
import io.graft.core.suite.Reply;
import io.graft.core.suite.Subset;
import io.graft.core.suite.Suite;
import io.graft.core.suite.SuiteTask;
import io.graft.eval.language.CompletionsServer;
import io.graft.eval.language.LanguageModel;
import io.graft.eval.language.LocalWeights;
import io.graft.eval.language.ServerOptions;
import io.graft.eval.run.Arm;
import io.graft.eval.run.EvaluationRun;
import io.graft.eval.run.SuiteRequests;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Runs tasks on a model of this machine, or on a server. Apart from the command, as it needs the libraries that run models. */
final class LocalEvaluation {
    private final EvaluationOrder order;
    private final ProgressBar bar;
    private final ZonedDateTime started = now();
    private final List<SuiteTask> tasks = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();

    private LocalEvaluation(EvaluationOrder order, ProgressBar bar) {
        this.order = order;
        this.bar = bar;
    }

    /** Returns the table of scores. */
    static String run(EvaluationOrder order, ModelOptions model, ServerChoice server, ProgressBar bar)
            throws InterruptedException {
        LocalEvaluation evaluation = new LocalEvaluation(order, bar);
        evaluation.readTasks();
        evaluation.tasks.forEach(task -> Scoring.of(task.spec()));
        if (server.server() != null) {
            try (LanguageModel served = CompletionsServer.open(options(server))) {
                return evaluation.run(served, Map.of("server", server.server().toString()));
            }
        }
        try (LocalWeights weights = LocalGeneration.open(model)) {
            return evaluation.run(LocalGeneration.model(weights, model), EvaluationRecord.arguments(model));
        }
    }

    private void readTasks() {
        Suite included = order.include() == null ? null : Suite.read(order.include(), order.shots());
        for (String name : order.tasks()) {
            if (included == null || Path.of(name).toFile().exists()) {
                Suite suite = Suite.read(Path.of(name), order.shots());
                tasks.addAll(suite.tasks());
                groups.addAll(suite.groups());
            } else {
                tasks.addAll(named(included, name));
                included.groups().stream()
                        .filter(group -> group.name().equals(name))
                        .forEach(groups::add);
            }
        }
    }

    private static List<SuiteTask> named(Suite suite, String name) {
        List<SuiteTask> named = suite.named(name);
        if (named.isEmpty()) {
            throw new GraftException(
                    CliError.TASK_UNKNOWN,
                    name,
                    "There is no task %s, and no file of that name".formatted(name),
                    "The tasks are %s."
                            .formatted(String.join(
                                    ", ",
                                    suite.tasks().stream()
                                            .map(task -> task.spec().name())
                                            .toList())));
        }
        return named;
    }

    private String run(LanguageModel model, Map<String, String> arguments) throws InterruptedException {
        SuiteRequests questions =
                SuiteRequests.of(tasks, order.limit() == null ? new Subset.All() : new Subset.First(order.limit()));
        List<TaskScores> scores = scores(questions, answers(model, questions));
        Run run = EvaluationRecord.of(model, arguments, order, questions, started, Duration.between(started, now()));
        ResultFiles.write(order.out(), run, scores, groups);
        return ResultsTable.of(scores, GroupScores.of(groups, scores), run);
    }

    private List<Reply> answers(LanguageModel model, SuiteRequests questions) throws InterruptedException {
        int documents = questions.documents();
        EvaluationRun run = new EvaluationRun(
                order.out().resolve("replies"),
                now -> bar.show("evaluating", (long) documents * now.done() / now.total(), documents));
        return run.run(new Arm("model", model), questions.requests());
    }

    private List<TaskScores> scores(SuiteRequests questions, List<Reply> replies) {
        ScoreOptions options = new ScoreOptions(order.bootstrap(), ScoreOptions.DEFAULT.summation());
        List<TaskScores> scores = new ArrayList<>();
        for (Map.Entry<SuiteTask, List<AnsweredItem>> task :
                questions.answered(replies).entrySet()) {
            scores.add(TaskScores.of(task.getKey().spec(), task.getKey().size(), task.getValue(), options));
        }
        return scores;
    }

    private static ZonedDateTime now() {
        return ZonedDateTime.now(ZoneId.systemDefault());
    }

    private static ServerOptions options(ServerChoice server) {
        ServerOptions options =
                ServerOptions.of(Objects.requireNonNull(server.server()), Objects.requireNonNull(server.tokenizer()));
        if (server.name() != null) {
            options = options.forModel(server.name());
        }
        return server.digest() == null ? options : options.serving(server.digest());
    }
}
