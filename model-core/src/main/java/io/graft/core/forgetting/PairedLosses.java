package io.graft.core.forgetting;

import io.graft.core.forgetting.Scores.Loss;
import java.util.List;
import java.util.stream.IntStream;

/** A loss per unit of two models on the same documents: a ratio estimate, documents as units. */
record PairedLosses(List<Loss> before, List<Loss> after) {
    Estimate estimate(double z) {
        int n = before.size();
        double units = before.stream().mapToDouble(Loss::units).sum();
        double change = IntStream.range(0, n).mapToDouble(this::saved).sum() / units;
        double squares = IntStream.range(0, n)
                .mapToDouble(i -> Math.pow(saved(i) - change * before.get(i).units(), 2))
                .sum();
        double error = Math.sqrt(squares * n / (n - 1)) / units;
        return Estimate.normal(change, error, z, n, Difference.Basis.RATIO);
    }

    private double saved(int document) {
        return before.get(document).nats() - after.get(document).nats();
    }
}
