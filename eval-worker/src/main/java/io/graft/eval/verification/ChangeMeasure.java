package io.graft.eval.verification;

import io.graft.core.tensor.DType;

/** Measures by how much a tensor changes. */
final class ChangeMeasure {
    private final DType stored;
    private double changed;
    private double before;
    private boolean survives;

    ChangeMeasure(DType stored) {
        this.stored = stored;
    }

    void add(double[] values, double[] base, int count) {
        for (int i = 0; i < count; i++) {
            double change = values[i] - base[i];
            changed += change * change;
            before += base[i] * base[i];
            survives = survives || stored.fromDouble(values[i]) != stored.fromDouble(base[i]);
        }
    }

    RemadeMerge.Change of(String tensor) {
        return new RemadeMerge.Change(tensor, stored, Math.sqrt(changed / before), survives);
    }
}
