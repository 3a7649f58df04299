package io.graft.eval.verification;

import io.graft.core.tensor.DType;

/**
 * How far apart neighbouring numbers of a type are.
 *
 * @param relative from 1 to the next number
 * @param smallest from 0 to the next number
 */
record Spacing(double relative, double smallest) {
    static Spacing of(DType type) {
        return new Spacing(type.toDouble(type.fromDouble(1) + 1) - 1, type.toDouble(1));
    }

    /** The unit in the last place of a number. */
    double at(double value) {
        return Math.max(smallest, Math.scalb(relative, Math.getExponent(value)));
    }
}
