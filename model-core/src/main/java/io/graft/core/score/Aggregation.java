package io.graft.core.score;

import io.graft.core.score.Value.Forecast;
import io.graft.core.score.Value.Labelled;
import io.graft.core.score.Value.Weighted;
import io.graft.core.score.Value.Written;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** How the documents' values become one score, by the names that task files use. */
public enum Aggregation {
    MEAN,
    MEDIAN,
    /** The mean of those that are numbers. */
    NANMEAN,
    /** e to the negative mean: per document, not per token. */
    PERPLEXITY,
    /** e to the negative ratio of sums. */
    WEIGHTED_PERPLEXITY,
    BITS_PER_BYTE,
    /** Mean squared distance of the probabilities from the truth, summed over the choices (Brier 1950). */
    BRIER_SCORE,
    /** Of choice 1 against choice 0. */
    F1,
    /** Over any number of choices. */
    MATTHEWS_CORRCOEF,
    BLEU,
    CHRF,
    CHRF_PLUS_PLUS,
    TER,
    /** Share of different words among all, over all documents' texts together (Li et al. 2016). */
    DISTINCT_1,
    /** The same of pairs of words. */
    DISTINCT_2,
    /** The same of three words in a row. */
    DISTINCT_3,
    /** The same of four words in a row. */
    DISTINCT_4;

    /** As a task file writes it: {@code bits_per_byte}. */
    public String written() {
        return this == CHRF_PLUS_PLUS ? "chrf++" : name().toLowerCase(Locale.ROOT);
    }

    static Optional<Aggregation> named(String name) {
        return Arrays.stream(values()).filter(one -> one.written().equals(name)).findFirst();
    }

    /** The score of documents, at least one, with sums as Python to 3.11 adds them. */
    public double of(List<Value> values) {
        return by(Summation.PLAIN).of(values);
    }

    /** Whether lm-evaluation-harness estimates its standard error by drawing documents again and again. */
    boolean bootstrapped() {
        return switch (this) {
            case MEDIAN, NANMEAN, PERPLEXITY, F1, MATTHEWS_CORRCOEF, BLEU, CHRF, CHRF_PLUS_PLUS, TER -> true;
            case MEAN, WEIGHTED_PERPLEXITY, BITS_PER_BYTE, BRIER_SCORE -> false;
            case DISTINCT_1, DISTINCT_2, DISTINCT_3, DISTINCT_4 -> false;
        };
    }

    /** Whether it is slow enough to be drawn a hundred times at most. */
    boolean slow() {
        return switch (this) {
            case BLEU, CHRF, CHRF_PLUS_PLUS, TER -> true;
            default -> false;
        };
    }

    Statistic by(Summation sums) {
        return switch (this) {
            case MEAN -> numbers(sums::mean);
            case MEDIAN -> numbers(Aggregation::median);
            case NANMEAN -> numbers(Aggregation::nanmean);
            case PERPLEXITY -> numbers(all -> Exponential.of(-sums.mean(all)));
            case WEIGHTED_PERPLEXITY -> new Statistic.Of<>(Weighted.class, all -> Exponential.of(-Ratio.of(all, sums)));
            case BITS_PER_BYTE -> new Statistic.Of<>(Weighted.class, all -> -Ratio.of(all, sums) / Ratio.LN2);
            case BRIER_SCORE -> new Statistic.Of<>(Forecast.class, Brier::of);
            case F1 -> new Statistic.Of<>(Labelled.class, Confusion::f1);
            case MATTHEWS_CORRCOEF -> new Statistic.Of<>(Labelled.class, Confusion::correlation);
            case BLEU -> new Statistic.OfCorpus(new Bleu());
            case CHRF -> new Statistic.OfCorpus(new Chrf(0));
            case CHRF_PLUS_PLUS -> new Statistic.OfCorpus(new Chrf(2));
            case TER -> new Statistic.OfCorpus(new Ter());
            case DISTINCT_1 -> written(all -> Diversity.distinct(all, 1));
            case DISTINCT_2 -> written(all -> Diversity.distinct(all, 2));
            case DISTINCT_3 -> written(all -> Diversity.distinct(all, 3));
            case DISTINCT_4 -> written(all -> Diversity.distinct(all, 4));
        };
    }

    private static Statistic numbers(ToDoubleFunction<double[]> function) {
        return new Statistic.OfScalars(function);
    }

    private static Statistic written(ToDoubleFunction<List<Written>> function) {
        return new Statistic.Of<>(Written.class, function);
    }

    /** The upper one of two in the middle. */
    private static double median(double[] numbers) {
        return Arrays.stream(numbers).sorted().toArray()[numbers.length / 2];
    }

    private static double nanmean(double[] numbers) {
        double[] zeroed =
                Arrays.stream(numbers).map(x -> Double.isNaN(x) ? 0 : x).toArray();
        return PairwiseSum.of(zeroed)
                / Arrays.stream(numbers).filter(x -> !Double.isNaN(x)).count();
    }
}
