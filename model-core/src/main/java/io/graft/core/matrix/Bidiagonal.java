package io.graft.core.matrix;

/**
 * A square matrix as u · b · vᵀ, where b has but a diagonal and the one above it (Golub and Van Loan, Matrix Computations, 5.4.8).
 * The left and right vectors are rows here: those of uᵀ and vᵀ.
 */
final class Bidiagonal {
    private final double[] diagonal;
    private final double[] above;
    private final double[][] left;
    private final double[][] right;

    private Bidiagonal(double[] diagonal, double[] above, double[][] left, double[][] right) {
        this.diagonal = diagonal;
        this.above = above;
        this.left = left;
        this.right = right;
    }

    static Bidiagonal of(Matrix square) {
        double[][] a = square.copy();
        int size = a.length;
        Reflector[] lefts = new Reflector[size];
        Reflector[] rights = new Reflector[Math.max(0, size - 1)];
        for (int k = 0; k < size; k++) {
            lefts[k] = Reflector.of(column(a, k), k);
            double[] along = lefts[k].along(a, k + 1);
            lefts[k].apply(a[k], k, along, k + 1);
            if (k + 1 < size) {
                rights[k] = Reflector.of(a[k].clone(), k + 1);
                reflectBelow(a, k, lefts[k], along, rights[k]);
            }
        }
        return new Bidiagonal(images(lefts, size), images(rights, size), vectors(lefts, size), vectors(rights, size));
    }

    private static double[] column(double[][] a, int column) {
        double[] result = new double[a.length];
        for (int i = column; i < a.length; i++) {
            result[i] = a[i][column];
        }
        return result;
    }

    private static void reflectBelow(double[][] a, int k, Reflector left, double[] along, Reflector right) {
        for (int i = k + 1; i < a.length; i++) {
            left.apply(a[i], i, along, k + 1);
            right.apply(a[i]);
        }
    }

    private static double[] images(Reflector[] reflectors, int size) {
        double[] images = new double[size];
        for (int i = 0; i < reflectors.length; i++) {
            images[i] = reflectors[i].image();
        }
        return images;
    }

    private static double[][] vectors(Reflector[] reflectors, int size) {
        double[][] product = Matrix.identity(size).values();
        for (int k = reflectors.length - 1; k >= 0; k--) {
            reflectors[k].apply(product);
        }
        return new Matrix(size, product).transpose().values();
    }

    int size() {
        return diagonal.length;
    }

    double[] diagonal() {
        return diagonal;
    }

    /** Element i is right of the diagonal's element i; the last one is 0. */
    double[] above() {
        return above;
    }

    double[][] left() {
        return left;
    }

    double[][] right() {
        return right;
    }
}
