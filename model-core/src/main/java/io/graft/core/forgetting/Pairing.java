package io.graft.core.forgetting;

import io.graft.core.forgetting.Scores.Loss;
import io.graft.core.forgetting.Scores.Mark;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** One task as two models did it, document by document. */
record Pairing(TaskScores before, TaskScores after) {
    private static final int FEWEST = 2;

    /** @throws io.graft.core.GraftException if they were not asked the same */
    static Pairing of(TaskScores before, TaskScores after) {
        String task = before.task();
        requireSame(task, "metric", before.metric(), after.metric());
        requireSame(task, "request digest", before.requests(), after.requests());
        requireSame(
                task,
                "kind of score",
                before.scores().getClass(),
                after.scores().getClass());
        requireSame(task, "direction", before.higherIsBetter(), after.higherIsBetter());
        List<Integer> documents = sorted(task, before);
        if (!documents.equals(sorted(task, after))) {
            throw ForgettingError.ARMS_ASKED_DIFFERENTLY.at(
                    task,
                    "One model was scored on %d documents of %s, the other on %d, or on others"
                            .formatted(
                                    documents.size(),
                                    task,
                                    after.scores().documents().size()));
        }
        return new Pairing(before, after);
    }

    private static void requireSame(String task, String what, Object before, Object after) {
        if (!before.equals(after)) {
            throw ForgettingError.ARMS_ASKED_DIFFERENTLY.at(
                    task, "The %s of %s is %s for one model and %s for the other".formatted(what, task, before, after));
        }
    }

    private static List<Integer> sorted(String task, TaskScores scores) {
        List<Integer> documents = scores.scores().documents();
        List<Integer> sorted = documents.stream().sorted().toList();
        if (documents.size() < FEWEST || new TreeSet<>(documents).size() != documents.size()) {
            throw ForgettingError.ARMS_SCORES_UNUSABLE.at(
                    task,
                    "%s needs at least two documents, each with an id of its own; it has %d"
                            .formatted(task, documents.size()));
        }
        return sorted;
    }

    boolean identical() {
        return before.replies().equals(after.replies());
    }

    Estimate estimate(double z) {
        return finite(
                switch (before.scores()) {
                    case Scores.Means means -> means(means).estimate(z);
                    case Scores.Losses losses -> losses(losses).estimate(z);
                    case Scores.Corpus corpus -> bootstrap(corpus).estimate(z);
                });
    }

    private Estimate finite(Estimate estimate) {
        if (!Double.isFinite(estimate.change()) || !Double.isFinite(estimate.error())) {
            throw ForgettingError.ARMS_SCORES_UNUSABLE.at(
                    before.task(), "The scores of %s are not all finite numbers".formatted(before.task()));
        }
        return estimate;
    }

    @Nullable
    Flips flips() {
        if (before.scores() instanceof Scores.Means means && means(means).isBinary()) {
            return means(means).flips();
        }
        return null;
    }

    private PairedMeans means(Scores.Means first) {
        Scores.Means second = (Scores.Means) after.scores();
        return new PairedMeans(inOrder(first.marks()), inOrder(second.marks()), before.higherIsBetter());
    }

    private static List<Mark> inOrder(List<Mark> marks) {
        return marks.stream().sorted(Comparator.comparingInt(Mark::document)).toList();
    }

    private PairedLosses losses(Scores.Losses first) {
        List<Loss> losses = inOrderOf(first.losses());
        List<Loss> others = inOrderOf(((Scores.Losses) after.scores()).losses());
        for (int i = 0; i < losses.size(); i++) {
            if (losses.get(i).units() != others.get(i).units()) {
                throw ForgettingError.ARMS_ASKED_DIFFERENTLY.at(
                        before.task(),
                        "Document %d of %s has %s units for one model and %s for the other"
                                .formatted(
                                        losses.get(i).document(),
                                        before.task(),
                                        losses.get(i).units(),
                                        others.get(i).units()));
            }
        }
        return new PairedLosses(losses, others);
    }

    private static List<Loss> inOrderOf(List<Loss> losses) {
        return losses.stream().sorted(Comparator.comparingInt(Loss::document)).toList();
    }

    private Bootstrap bootstrap(Scores.Corpus first) {
        Scores.Corpus second = (Scores.Corpus) after.scores();
        requireSame(before.task(), "order of documents", first.documents(), second.documents());
        double sign = before.higherIsBetter() ? 1 : -1;
        ToDoubleFunction<int[]> change = drawn -> sign
                * (second.statistic().applyAsDouble(drawn) - first.statistic().applyAsDouble(drawn));
        return new Bootstrap(first.documents().size(), change, seed());
    }

    private long seed() {
        return Long.parseUnsignedLong(before.requests().hex().substring(0, 16), 16);
    }
}
