package io.graft.core.matrix;

/**
 * The thin QR decomposition, a = q · r, by Householder reflections (Golub and Van Loan, Matrix Computations, 5.2). The diagonal of r
 * is not negative, so for a matrix of full rank there is but one.
 *
 * @param q [rows, k], its columns orthonormal, where k is the smaller side of a
 * @param r [k, columns], upper triangular
 */
public record Qr(Matrix q, Matrix r) {
    public static Qr of(Matrix a) {
        double[][] columns = a.transpose().copy();
        Reflector[] reflectors = triangularise(columns, Math.min(a.rows(), a.columns()));
        double[][] q = new double[reflectors.length][a.rows()];
        double[][] r = new double[reflectors.length][a.columns()];
        for (int k = 0; k < reflectors.length; k++) {
            double sign = Math.copySign(1, reflectors[k].image());
            basisVector(reflectors, k, sign, q[k]);
            row(columns, k, sign, r[k]);
            r[k][k] = Math.abs(reflectors[k].image());
        }
        return new Qr(new Matrix(a.rows(), q).transpose(), new Matrix(a.columns(), r));
    }

    private static Reflector[] triangularise(double[][] columns, int count) {
        Reflector[] reflectors = new Reflector[count];
        for (int k = 0; k < count; k++) {
            reflectors[k] = Reflector.of(columns[k], k);
            for (int j = k + 1; j < columns.length; j++) {
                reflectors[k].apply(columns[j]);
            }
        }
        return reflectors;
    }

    private static void basisVector(Reflector[] reflectors, int k, double sign, double[] into) {
        into[k] = sign;
        for (int i = k; i >= 0; i--) {
            reflectors[i].apply(into);
        }
    }

    private static void row(double[][] columns, int k, double sign, double[] into) {
        for (int j = k + 1; j < columns.length; j++) {
            into[j] = sign * columns[j][k];
        }
    }
}
