package io.graft.core.matrix;

/**
 * Makes a bidiagonal matrix diagonal by the implicitly shifted QR iteration of Golub and Kahan (Golub and Van Loan, Matrix
 * Computations, 8.6). What is below the rounding error of the whole matrix counts as 0.
 */
final class ImplicitQr {
    private static final double PRECISION = 0x1p-53;
    private static final int MOST_STEPS_PER_VALUE = 100;

    private final double[] d;
    private final double[] e;
    private final Rotations left;
    private final Rotations right;
    private final double negligible;

    /** The rotation that was computed last: its cosine and sine, and the length of what it turned onto the first axis. */
    private double cosine;

    private double sine;
    private double length;

    private ImplicitQr(Bidiagonal matrix) {
        d = matrix.diagonal();
        e = matrix.above();
        left = new Rotations(matrix.left());
        right = new Rotations(matrix.right());
        negligible = PRECISION * largest();
    }

    /** Leaves singular values of any sign on the diagonal, and their vectors in the matrix's rows. */
    static void diagonalise(Bidiagonal matrix) {
        ImplicitQr iteration = new ImplicitQr(matrix);
        iteration.run();
        iteration.left.apply();
        iteration.right.apply();
    }

    private double largest() {
        double largest = 0;
        for (int i = 0; i < d.length; i++) {
            largest = Math.max(largest, Math.abs(d[i]) + Math.abs(e[i]));
        }
        return largest;
    }

    private void run() {
        long steps = (long) MOST_STEPS_PER_VALUE * d.length;
        int last = d.length - 1;
        while (last > 0) {
            if (isNegligible(last - 1)) {
                e[last - 1] = 0;
                last--;
            } else if (steps-- > 0) {
                step(start(last), last);
            } else {
                throw new IllegalStateException("The QR iteration does not converge");
            }
        }
    }

    private boolean isNegligible(int i) {
        return Math.abs(e[i]) <= Math.max(negligible, PRECISION * (Math.abs(d[i]) + Math.abs(d[i + 1])));
    }

    /** Where the block that ends at {@code last} and does not fall apart begins. */
    private int start(int last) {
        int first = last - 1;
        while (first > 0 && !isNegligible(first - 1)) {
            first--;
        }
        if (first > 0) {
            e[first - 1] = 0;
        }
        return first;
    }

    private void step(int first, int last) {
        for (int i = last - 1; i >= first; i--) {
            if (Math.abs(d[i]) <= negligible) {
                clearRow(i, last);
                return;
            }
        }
        if (Math.abs(d[last]) <= negligible) {
            clearColumn(first, last);
        } else {
            chase(first, last);
        }
    }

    /** Row {@code i} has no diagonal element: rotates what is right of it out of the block. */
    private void clearRow(int i, int last) {
        d[i] = 0;
        double bulge = e[i];
        e[i] = 0;
        for (int k = i + 1; k <= last && bulge != 0; k++) {
            rotate(d[k], bulge);
            d[k] = length;
            left.add(k, i, cosine, sine);
            bulge = -sine * e[k];
            e[k] *= cosine;
        }
    }

    /** The last column has no diagonal element: rotates what is above it out of the block. */
    private void clearColumn(int first, int last) {
        d[last] = 0;
        double bulge = e[last - 1];
        e[last - 1] = 0;
        for (int k = last - 1; k >= first && bulge != 0; k--) {
            rotate(d[k], bulge);
            d[k] = length;
            right.add(k, last, cosine, sine);
            if (k > first) {
                bulge = -sine * e[k - 1];
                e[k - 1] *= cosine;
            }
        }
    }

    private void chase(int first, int last) {
        double y = shifted(first, last);
        double z = d[first] * e[first];
        for (int k = first; k < last; k++) {
            rotate(y, z);
            if (k > first) {
                e[k - 1] = length;
            }
            double bulge = rotateColumns(k);
            rotate(d[k], bulge);
            d[k] = length;
            z = rotateRows(k, last);
            y = e[k];
        }
    }

    /** The first element of bᵀb less Wilkinson's shift, which is the eigenvalue of its last corner that is nearer to the end. */
    private double shifted(int first, int last) {
        double before = last - 1 > first ? e[last - 2] : 0;
        double corner = d[last - 1] * d[last - 1] + before * before;
        double end = d[last] * d[last] + e[last - 1] * e[last - 1];
        double aside = d[last - 1] * e[last - 1];
        double half = (corner - end) / 2;
        double root = Math.copySign(Math.sqrt(half * half + aside * aside), half);
        double shift = aside == 0 ? end : end - aside * aside / (half + root);
        return d[first] * d[first] - shift;
    }

    private double rotateColumns(int k) {
        double diagonal = cosine * d[k] + sine * e[k];
        e[k] = cosine * e[k] - sine * d[k];
        d[k] = diagonal;
        double bulge = sine * d[k + 1];
        d[k + 1] *= cosine;
        right.add(k, k + 1, cosine, sine);
        return bulge;
    }

    private double rotateRows(int k, int last) {
        double aside = cosine * e[k] + sine * d[k + 1];
        d[k + 1] = cosine * d[k + 1] - sine * e[k];
        e[k] = aside;
        left.add(k, k + 1, cosine, sine);
        if (k + 1 == last) {
            return 0;
        }
        double bulge = sine * e[k + 1];
        e[k + 1] *= cosine;
        return bulge;
    }

    private void rotate(double x, double y) {
        double largest = Math.max(Math.abs(x), Math.abs(y));
        if (largest == 0) {
            cosine = 1;
            sine = 0;
            length = 0;
            return;
        }
        double a = x / largest;
        double b = y / largest;
        double norm = Math.sqrt(a * a + b * b);
        cosine = a / norm;
        sine = b / norm;
        length = largest * norm;
    }
}
