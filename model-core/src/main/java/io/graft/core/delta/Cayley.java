package io.graft.core.delta;

/** The Cayley transform of a skew-symmetric matrix, {@code (I - Q)(I + Q)⁻¹}, which is a rotation. */
final class Cayley {
    private Cayley() {}

    /** The transform, by as many terms of PEFT's series, or exactly if that is 0. */
    static double[][] of(double[][] skew, int terms) {
        return terms == 0 ? exact(skew) : series(skew, terms);
    }

    /** {@code I + 2 (-Q + Q² - …)}, with Q's sign turned as PEFT has it and the last power taken once. */
    private static double[][] series(double[][] skew, int terms) {
        double[][] sum = identity(skew.length);
        if (terms > 1) {
            add(sum, skew, 2);
        }
        if (terms > 2) {
            double[][] power = multiply(skew, skew);
            add(sum, power, 2);
            for (int i = 3; i < terms - 1; i++) {
                power = multiply(power, skew);
                add(sum, power, 2);
            }
            add(sum, multiply(power, skew), 1);
        }
        return sum;
    }

    /** The inverse of {@code I + Q} is the transpose of that of {@code I - Q}; so the transform is the transpose of a solution. */
    private static double[][] exact(double[][] skew) {
        int size = skew.length;
        double[][] left = identity(size);
        double[][] right = identity(size);
        add(left, skew, -1);
        add(right, skew, 1);
        solve(left, right);
        double[][] transform = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                transform[j][i] = right[i][j];
            }
        }
        return transform;
    }

    /** Turns {@code right} into {@code left⁻¹ · right}, by elimination with the largest pivot of each column. */
    private static void solve(double[][] left, double[][] right) {
        for (int k = 0; k < left.length; k++) {
            swap(left, right, k, pivot(left, k));
            for (int i = k + 1; i < left.length; i++) {
                eliminate(left, right, k, i);
            }
        }
        for (int k = left.length - 1; k >= 0; k--) {
            divide(right[k], left[k][k]);
            for (int i = 0; i < k; i++) {
                subtract(right[i], right[k], left[i][k]);
            }
        }
    }

    private static int pivot(double[][] matrix, int column) {
        int best = column;
        for (int i = column + 1; i < matrix.length; i++) {
            if (Math.abs(matrix[i][column]) > Math.abs(matrix[best][column])) {
                best = i;
            }
        }
        return best;
    }

    private static void swap(double[][] left, double[][] right, int one, int other) {
        double[] row = left[one];
        left[one] = left[other];
        left[other] = row;
        double[] solution = right[one];
        right[one] = right[other];
        right[other] = solution;
    }

    private static void eliminate(double[][] left, double[][] right, int pivot, int row) {
        double factor = left[row][pivot] / left[pivot][pivot];
        subtract(left[row], left[pivot], factor);
        subtract(right[row], right[pivot], factor);
    }

    private static void subtract(double[] from, double[] row, double factor) {
        for (int j = 0; j < from.length; j++) {
            from[j] = Math.fma(-factor, row[j], from[j]);
        }
    }

    private static void divide(double[] row, double divisor) {
        for (int j = 0; j < row.length; j++) {
            row[j] /= divisor;
        }
    }

    private static double[][] identity(int size) {
        double[][] identity = new double[size][size];
        for (int i = 0; i < size; i++) {
            identity[i][i] = 1;
        }
        return identity;
    }

    private static void add(double[][] sum, double[][] matrix, double factor) {
        for (int i = 0; i < sum.length; i++) {
            for (int j = 0; j < sum.length; j++) {
                sum[i][j] = Math.fma(factor, matrix[i][j], sum[i][j]);
            }
        }
    }

    private static double[][] multiply(double[][] left, double[][] right) {
        double[][] product = new double[left.length][left.length];
        for (int i = 0; i < left.length; i++) {
            for (int k = 0; k < left.length; k++) {
                for (int j = 0; j < left.length; j++) {
                    product[i][j] = Math.fma(left[i][k], right[k][j], product[i][j]);
                }
            }
        }
        return product;
    }
}
