package io.graft.core.forgetting;

import io.graft.core.forgetting.Difference.Basis;
import io.graft.core.forgetting.Scores.Mark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A mean over documents, of two models on the same ones. */
record PairedMeans(List<Mark> before, List<Mark> after, boolean higherIsBetter) {
    Estimate estimate(double z) {
        boolean clustered = before.stream().anyMatch(mark -> mark.cluster() != null);
        if (!isBinary()) {
            return clustered ? clustered(z) : paired(z);
        }
        return clustered ? clustered(z).widened(tango().lower(z), tango().upper(z)) : tango(z);
    }

    private int n() {
        return before.size();
    }

    /** Whether a score is nothing but right or wrong. */
    boolean isBinary() {
        return IntStream.range(0, n()).allMatch(i -> isBinary(before.get(i)) && isBinary(after.get(i)));
    }

    private static boolean isBinary(Mark mark) {
        return mark.score() == 0 || mark.score() == 1;
    }

    private Estimate tango(double z) {
        Tango tango = tango();
        McNemar test = new McNemar(tango.gained(), tango.lost());
        double flips = (double) (tango.gained() + tango.lost()) / n();
        double error = Math.sqrt((flips - tango.change() * tango.change()) / (n() - 1));
        return new Estimate(
                tango.change(),
                error,
                tango.lower(z),
                tango.upper(z),
                test.p(),
                test.pOfLoss(),
                n(),
                false,
                Basis.TANGO);
    }

    private Tango tango() {
        return new Tango(n(), changed(1).size(), changed(-1).size());
    }

    private Estimate paired(double z) {
        double mean = mean();
        double squares = IntStream.range(0, n())
                .mapToDouble(i -> Math.pow(difference(i) - mean, 2))
                .sum();
        return Estimate.normal(mean, Math.sqrt(squares / (n() - 1) / n()), z, n(), Basis.PAIRED);
    }

    /** Miller, Adding error bars to evals, <a href="https://arxiv.org/abs/2411.00640">arXiv 2411.00640</a>. */
    private Estimate clustered(double z) {
        double mean = mean();
        Map<Object, Double> sums = new LinkedHashMap<>();
        for (int i = 0; i < n(); i++) {
            String cluster = before.get(i).cluster();
            Object key = cluster == null ? i : cluster;
            sums.merge(key, difference(i) - mean, Double::sum);
        }
        double squares = sums.values().stream().mapToDouble(sum -> sum * sum).sum();
        double clusters = sums.size();
        double error = Math.sqrt(squares * clusters / Math.max(1, clusters - 1)) / n();
        return Estimate.normal(mean, error, z, sums.size(), Basis.CLUSTERED);
    }

    private double mean() {
        return IntStream.range(0, n()).mapToDouble(this::difference).sum() / n();
    }

    /** Above 0 where the candidate is better. */
    private double difference(int document) {
        double more = after.get(document).score() - before.get(document).score();
        return higherIsBetter ? more : -more;
    }

    Flips flips() {
        int right = (int) IntStream.range(0, n())
                .filter(i -> difference(i) == 0 && (before.get(i).score() == 1) == higherIsBetter)
                .count();
        List<Integer> lost = changed(-1);
        List<Integer> gained = changed(1);
        return new Flips(right, lost.size(), gained.size(), n() - right - lost.size() - gained.size(), lost, gained);
    }

    private List<Integer> changed(int direction) {
        List<Integer> documents = new ArrayList<>();
        for (int i = 0; i < n(); i++) {
            if (Math.signum(difference(i)) == direction) {
                documents.add(before.get(i).document());
            }
        }
        return documents;
    }
}
