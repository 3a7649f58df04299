package io.graft.core.kernel;

/**
 * A sum of products with twice the digits of a double: every product and every sum is split into its rounded value and its error
 * (Dekker 1971, Knuth 1969), and the errors are added up beside.
 */
public final class PreciseSum {
    private double sum;
    private double errors;

    public void addProduct(double one, double other) {
        double product = one * other;
        add(product);
        errors += Math.fma(one, other, -product);
    }

    /** Adds {@code factor · weight · (value - base)}. */
    public void addDifference(double factor, double weight, double value, double base) {
        double difference = value - base;
        double error = differenceError(value, base, difference);
        double product = weight * difference;
        addProduct(factor, product);
        addProduct(factor, Math.fma(weight, difference, -product) + weight * error);
    }

    private void add(double value) {
        double before = sum;
        sum += value;
        double added = sum - before;
        errors += before - (sum - added) + (value - added);
    }

    private static double differenceError(double value, double base, double difference) {
        double taken = difference - value;
        return value - (difference - taken) - (base + taken);
    }

    /** -1, 0 or 1. */
    public double sign() {
        return Math.signum(sum + errors);
    }
}
