package io.graft.core.forgetting;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What one model scored on one task, in a form that can be compared document by document. */
public sealed interface Scores {
    /** The ids of the documents, in order. Two models are compared only on the same ones. */
    List<Integer> documents();

    /** The score of all documents together. */
    double total();

    /** A metric that is the mean over documents, such as {@code acc}. If all scores are 0 or 1, flips are counted. */
    record Means(List<Mark> marks) implements Scores {
        public Means {
            marks = List.copyOf(marks);
        }

        @Override
        public List<Integer> documents() {
            return marks.stream().map(Mark::document).toList();
        }

        @Override
        public double total() {
            return marks.stream().mapToDouble(Mark::score).average().orElse(0);
        }
    }

    /** A metric that is a loss per unit, such as bits per byte: all losses by all units. Less is better. */
    record Losses(List<Loss> losses) implements Scores {
        public Losses {
            losses = List.copyOf(losses);
        }

        @Override
        public List<Integer> documents() {
            return losses.stream().map(Loss::document).toList();
        }

        /** In nats per unit. */
        @Override
        public double total() {
            return losses.stream().mapToDouble(Loss::nats).sum()
                    / losses.stream().mapToDouble(Loss::units).sum();
        }
    }

    /**
     * A metric of a whole set of documents, such as BLEU or F1.
     *
     * @param statistic its value for a selection: places in {@code documents}, each as often as it was drawn
     */
    record Corpus(List<Integer> documents, ToDoubleFunction<int[]> statistic) implements Scores {
        public Corpus {
            documents = List.copyOf(documents);
        }

        @Override
        public double total() {
            int[] all = new int[documents.size()];
            for (int i = 0; i < all.length; i++) {
                all[i] = i;
            }
            return statistic.applyAsDouble(all);
        }
    }

    /**
     * The score of one document.
     *
     * @param cluster what it has in common with others, such as the passage that several questions are about; null if nothing
     */
    record Mark(int document, double score, @Nullable String cluster) {
        public Mark(int document, double score) {
            this(document, score, null);
        }
    }

    /**
     * The loss of one document.
     *
     * @param nats its negative log-likelihood, natural logarithm
     * @param units how many tokens, words or bytes it has, above 0
     */
    record Loss(int document, double nats, double units) {}
}
