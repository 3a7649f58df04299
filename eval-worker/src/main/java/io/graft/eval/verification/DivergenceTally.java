package io.graft.eval.verification;

import io.graft.core.verification.Divergence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Gathers differences position by position, always in the same order, so that the sums are the same whatever thread they come from. */
final class DivergenceTally {
    /** A token is clearly the likeliest where the next one is this many times the difference behind, the usual and the one there. */
    private static final double CLEAR = 10;

    private final int vocabulary;
    private final List<RowDifference> rows = new ArrayList<>();

    DivergenceTally(int vocabulary) {
        this.vocabulary = vocabulary;
    }

    void add(Collection<RowDifference> differences) {
        rows.addAll(differences);
    }

    Divergence result() {
        double[] sorted =
                rows.stream().mapToDouble(RowDifference::divergence).sorted().toArray();
        double rms = Math.sqrt(mean(RowDifference::squares) / vocabulary);
        List<RowDifference> decided = rows.stream()
                .filter(row -> row.gap() > CLEAR * Math.max(rms, Math.sqrt(row.squares() / vocabulary)))
                .toList();
        return new Divergence(
                rows.size(),
                mean(RowDifference::divergence),
                quantile(sorted, 0.5),
                quantile(sorted, 0.99),
                quantile(sorted, 1),
                share(rows),
                decided.size(),
                share(decided),
                rms,
                Math.sqrt(mean(row -> row.probability() * row.probability())),
                mean(RowDifference::likelihoodLoss));
    }

    private double mean(ToDoubleFunction<RowDifference> value) {
        return rows.stream().mapToDouble(value).sum() / rows.size();
    }

    private static double share(List<RowDifference> among) {
        return among.isEmpty()
                ? 1
                : (double) among.stream().filter(RowDifference::sameTop).count() / among.size();
    }

    /** The smallest value that at least this share of all does not exceed. */
    private static double quantile(double[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
