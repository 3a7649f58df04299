package io.graft.core.matrix;

/**
 * The inner loops. Every array of a loop is read and written at one and the same index, because C2 vectorises only that without
 * knowing that the arrays differ; where sums are taken, four of them run side by side, in an order that never changes.
 */
final class Rows {
    private Rows() {}

    /** {@code y[i] = fma(factor, x[i], y[i])}. */
    static void add(double factor, double[] x, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Math.fma(factor, x[i], y[i]);
        }
    }

    /** Adds to {@code y} four rows of {@code x} from {@code first} on, each times its factor, in that order. */
    static void addFour(double[] factors, double[][] x, int first, double[] y, int from, int to) {
        addFour(
                factors[first],
                x[first],
                factors[first + 1],
                x[first + 1],
                factors[first + 2],
                x[first + 2],
                factors[first + 3],
                x[first + 3],
                y,
                from,
                to);
    }

    private static void addFour(
            double f0,
            double[] x0,
            double f1,
            double[] x1,
            double f2,
            double[] x2,
            double f3,
            double[] x3,
            double[] y,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            y[i] = Math.fma(f3, x3[i], Math.fma(f2, x2[i], Math.fma(f1, x1[i], Math.fma(f0, x0[i], y[i]))));
        }
    }

    /** Adds to {@code y} the rows of {@code x} from {@code first} to before {@code last}, each times its factor, in ascending order. */
    static void addAll(double[] factors, double[][] x, int first, int last, double[] y, int from, int to) {
        int k = first;
        for (; k + 4 <= last; k += 4) {
            addFour(factors, x, k, y, from, to);
        }
        for (; k < last; k++) {
            add(factors[k], x[k], y, from, to);
        }
    }

    static double dot(double[] x, double[] y, int from, int to) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = from;
        for (; i + 4 <= to; i += 4) {
            s0 = Math.fma(x[i], y[i], s0);
            s1 = Math.fma(x[i + 1], y[i + 1], s1);
            s2 = Math.fma(x[i + 2], y[i + 2], s2);
            s3 = Math.fma(x[i + 3], y[i + 3], s3);
        }
        for (; i < to; i++) {
            s0 = Math.fma(x[i], y[i], s0);
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** {@code (x, y) = (cosine · x + sine · y, cosine · y − sine · x)}. */
    static void rotate(double cosine, double sine, double[] x, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            double a = x[i];
            double b = y[i];
            x[i] = Math.fma(cosine, a, sine * b);
            y[i] = Math.fma(cosine, b, -sine * a);
        }
    }

    static void multiply(double[] x, double factor) {
        for (int i = 0; i < x.length; i++) {
            x[i] *= factor;
        }
    }
}
