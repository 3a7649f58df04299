package io.graft.core.matrix;

/** A Householder reflection, {@code I − factor · v · vᵀ}, where v is 0 before {@code from}. */
final class Reflector {
    private final double[] vector;
    private final int from;
    private final double factor;
    private final double image;

    private Reflector(double[] vector, int from, double factor, double image) {
        this.vector = vector;
        this.from = from;
        this.factor = factor;
        this.image = image;
    }

    /**
     * The reflection that turns a vector's elements behind {@code from} to 0.
     *
     * @param vector is taken over: elements before {@code from} are left as they are, and never looked at
     */
    static Reflector of(double[] vector, int from) {
        double first = vector[from];
        double norm = Math.sqrt(Rows.dot(vector, vector, from, vector.length));
        if (Rows.dot(vector, vector, from + 1, vector.length) == 0) {
            return new Reflector(vector, from, 0, first);
        }
        for (int i = from; i < vector.length; i++) {
            vector[i] /= norm;
        }
        vector[from] += Math.copySign(1, first);
        return new Reflector(vector, from, 1 / (1 + Math.abs(first) / norm), -Math.copySign(norm, first));
    }

    /** What becomes of the element at {@code from} of the vector that this was made for. */
    double image() {
        return image;
    }

    void apply(double[] x) {
        double along = factor * Rows.dot(vector, x, from, x.length);
        Rows.add(-along, vector, x, from, x.length);
    }

    /** {@code factor · vᵀ · rows}, in the columns from {@code column} on. */
    double[] along(double[][] rows, int column) {
        double[] result = new double[rows[0].length];
        Rows.addAll(vector, rows, from, rows.length, result, column, result.length);
        Rows.multiply(result, factor);
        return result;
    }

    /** Reflects one of the rows, in the columns from {@code column} on. */
    void apply(double[] row, int index, double[] along, int column) {
        Rows.add(-vector[index], along, row, column, row.length);
    }

    /** Reflects the columns of a matrix, of which those before {@code from} are known to stay. */
    void apply(double[][] rows) {
        double[] along = along(rows, from);
        for (int i = from; i < rows.length; i++) {
            apply(rows[i], i, along, from);
        }
    }
}
