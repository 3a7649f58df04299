package io.graft.core.delta;

import io.graft.core.adapter.Rotation;

/** The matrices that the blocks of a row are multiplied by, from the right. */
final class RotationBlocks {
    /** One for each block, or a single one for all. */
    private final double[][][] matrices;

    private RotationBlocks(double[][][] matrices) {
        this.matrices = matrices;
    }

    static RotationBlocks of(Rotation change) {
        int count = Math.toIntExact(change.vectors().shape().dim(0));
        double[][][] matrices = new double[count][][];
        for (int i = 0; i < count; i++) {
            double[][] skew = skew(change, i);
            bound(skew, change.settings().bound() / Math.sqrt(count));
            double[][] matrix = Cayley.of(skew, change.settings().terms());
            matrices[i] = change.forward() ? matrix : transpose(matrix);
        }
        return new RotationBlocks(matrices);
    }

    double[][] matrix(int block) {
        return matrices[matrices.length == 1 ? 0 : block];
    }

    /** The skew-symmetric matrix whose elements above the diagonal are stored, row by row. */
    private static double[][] skew(Rotation change, int index) {
        int size = change.block();
        long length = change.vectors().shape().dim(1);
        double[] stored = new double[Math.toIntExact(length)];
        change.vectors().read(index * length, stored, stored.length);
        double[][] skew = new double[size][size];
        int from = 0;
        for (int i = 0; i < size; i++) {
            for (int j = i + 1; j < size; j++, from++) {
                skew[i][j] = stored[from];
                skew[j][i] = -stored[from];
            }
        }
        return skew;
    }

    private static void bound(double[][] skew, double most) {
        double squares = 0;
        for (double[] row : skew) {
            for (double value : row) {
                squares = Math.fma(value, value, squares);
            }
        }
        double norm = Math.sqrt(squares);
        if (norm > most) {
            for (double[] row : skew) {
                for (int j = 0; j < row.length; j++) {
                    row[j] = most * (row[j] / norm);
                }
            }
        }
    }

    private static double[][] transpose(double[][] matrix) {
        double[][] result = new double[matrix.length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                result[j][i] = matrix[i][j];
            }
        }
        return result;
    }
}
