package io.graft.core.score;

import io.graft.core.score.Value.Labelled;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often which choice was taken for which: scikit-learn's F1 and Matthews' correlation (Gorodkin 2004). */
final class Confusion {
    private final Map<Integer, long[]> counts = new HashMap<>();
    private final long total;
    private final long right;

    private Confusion(List<Labelled> all) {
        all.forEach(this::count);
        total = all.size();
        right = all.stream().filter(one -> one.gold() == one.taken()).count();
    }

    private void count(Labelled one) {
        of(one.gold())[0]++;
        of(one.taken())[1]++;
    }

    private long[] of(int label) {
        return counts.computeIfAbsent(label, _ -> new long[2]);
    }

    static double f1(List<Labelled> all) {
        long truePositive =
                all.stream().filter(one -> one.gold() == 1 && one.taken() == 1).count();
        Confusion confusion = new Confusion(all);
        confusion.requireBinary();
        long positive = Arrays.stream(confusion.of(1)).sum();
        return positive == 0 ? 0 : 2.0 * truePositive / positive;
    }

    private void requireBinary() {
        if (!counts.keySet().stream().allMatch(label -> label == 0 || label == 1)) {
            throw ScoreError.SCORE_UNSUITABLE.at(
                    "f1",
                    "f1 is of two choices, and there are the choices %s."
                            .formatted(counts.keySet().stream().sorted().toList()),
                    "Measure tasks of more choices by acc or mcc.");
        }
    }

    static double correlation(List<Labelled> all) {
        return new Confusion(all).correlation();
    }

    private double correlation() {
        double together = covariance(right * total, product(0, 1));
        double taken = covariance(total * total, product(1, 1));
        double gold = covariance(total * total, product(0, 0));
        return taken * gold == 0 ? 0 : together / Math.sqrt(gold * taken);
    }

    private static double covariance(long minuend, long subtrahend) {
        return (double) minuend - subtrahend;
    }

    private long product(int left, int right) {
        return counts.values().stream()
                .mapToLong(pair -> pair[left] * pair[right])
                .sum();
    }
}
