package io.graft.core.forgetting;

import io.graft.core.artifact.Digest;
import io.graft.core.forgetting.Scores.Loss;
import io.graft.core.forgetting.Scores.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** What models answered to made-up tasks. */
final class Asked {
    private Asked() {}

    /** Of n documents, {@code right} are right, from the first on; then {@code lost} of these become wrong and {@code gained} others right. */
    static TaskScores choices(String task, int n, int right, int lost, int gained) {
        return means(task, n, i -> (i < right ? i >= lost : i < right + gained) ? 1 : 0);
    }

    static TaskScores means(String task, int n, IntToDoubleFunction score) {
        return of(
                task,
                new Scores.Means(IntStream.range(0, n)
                        .mapToObj(i -> new Mark(i, score.applyAsDouble(i)))
                        .toList()));
    }

    /** The same in clusters of neighbours. */
    static TaskScores clustered(String task, int n, int size, IntToDoubleFunction score) {
        return of(
                task,
                new Scores.Means(IntStream.range(0, n)
                        .mapToObj(i -> new Mark(i, score.applyAsDouble(i), "passage " + i / size))
                        .toList()));
    }

    static TaskScores losses(String task, int n, IntToDoubleFunction nats, IntToDoubleFunction units) {
        return of(
                task,
                new Scores.Losses(IntStream.range(0, n)
                        .mapToObj(i -> new Loss(i, nats.applyAsDouble(i), units.applyAsDouble(i)))
                        .toList()));
    }

    /** The mean, as a metric that only all documents have. */
    static TaskScores corpus(String task, double... scores) {
        List<Integer> documents = IntStream.range(0, scores.length).boxed().toList();
        return of(
                task,
                new Scores.Corpus(
                        documents,
                        drawn -> IntStream.of(drawn).mapToDouble(i -> scores[i]).sum() / drawn.length));
    }

    private static TaskScores of(String task, Scores scores) {
        return new TaskScores(task, "acc,none", true, 0.25, Digest.of(task), Digest.of(task + scores.total()), scores);
    }

    static Arm base(TaskScores... tasks) {
        return new Arm("base", Arm.Role.BASE, List.of(tasks));
    }

    static Arm parent(String name, TaskScores... tasks) {
        return new Arm(name, Arm.Role.PARENT, List.of(tasks));
    }

    static Arm merged(TaskScores... tasks) {
        return new Arm("merged", Arm.Role.MERGED, List.of(tasks));
    }

    /** The report on the merged model, with margins for all that the first of the others can do. */
    static ForgettingReport report(Arm merged, Arm... others) {
        return report(Rule.DEFAULT, merged, others);
    }

    static ForgettingReport report(Rule rule, Arm merged, Arm... others) {
        List<Arm> arms = new ArrayList<>(List.of(others));
        arms.add(merged);
        return ForgettingReport.of(Margins.of(rule, List.of(others)), arms, merged.name(), null);
    }
}
