package io.graft.core.matrix;

import io.graft.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** A dense matrix of doubles, which never changes. Any of its sides may be 0. */
public final class Matrix {
    private final int columns;
    private final double[][] values;

    /** Takes the rows as they are; nobody may change them from now on. */
    Matrix(int columns, double[][] values) {
        this.columns = columns;
        this.values = values;
    }

    /** The matrix of these elements, row after row. */
    public static Matrix of(int rows, int columns, double... rowMajor) {
        require(rowMajor.length == (long) rows * columns, "There must be as many elements as the matrix has");
        double[][] values = new double[rows][];
        Arrays.setAll(values, i -> Arrays.copyOfRange(rowMajor, i * columns, (i + 1) * columns));
        return new Matrix(columns, values);
    }

    /** A tensor of two dimensions, widened; exact. */
    public static Matrix of(Tensor tensor) {
        int columns = Math.toIntExact(tensor.shape().dim(1));
        double[][] values = new double[Math.toIntExact(tensor.shape().dim(0))][columns];
        for (int i = 0; i < values.length; i++) {
            tensor.read((long) i * columns, values[i], columns);
        }
        return new Matrix(columns, values);
    }

    public static Matrix zero(int rows, int columns) {
        return new Matrix(columns, new double[rows][columns]);
    }

    static Matrix filled(int rows, int columns, double value) {
        Matrix result = zero(rows, columns);
        Arrays.stream(result.values).forEach(row -> Arrays.fill(row, value));
        return result;
    }

    public static Matrix identity(int size) {
        Matrix result = zero(size, size);
        for (int i = 0; i < size; i++) {
            result.values[i][i] = 1;
        }
        return result;
    }

    /** The matrices from left to right; all have the same number of rows. */
    public static Matrix beside(List<Matrix> parts) {
        return stacked(parts.stream().map(Matrix::transpose).toList()).transpose();
    }

    /** The matrices from top to bottom; all have the same number of columns. */
    public static Matrix stacked(List<Matrix> parts) {
        int columns = parts.getFirst().columns;
        require(parts.stream().allMatch(part -> part.columns == columns), "All parts must be equally wide");
        return new Matrix(
                columns,
                parts.stream().flatMap(part -> Arrays.stream(part.values)).toArray(double[][]::new));
    }

    public int rows() {
        return values.length;
    }

    public int columns() {
        return columns;
    }

    public double at(int row, int column) {
        return values[row][column];
    }

    /** The elements, row after row: a copy. */
    public double[] toArray() {
        double[] rowMajor = new double[Math.multiplyExact(rows(), columns)];
        for (int i = 0; i < rows(); i++) {
            System.arraycopy(values[i], 0, rowMajor, i * columns, columns);
        }
        return rowMajor;
    }

    /** The rows themselves, to read. */
    double[][] values() {
        return values;
    }

    /** A copy of the rows, to change. */
    double[][] copy() {
        return Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    }

    public Matrix transpose() {
        double[][] result = new double[columns][rows()];
        for (int top = 0; top < rows(); top += Product.TILE) {
            for (int j = 0; j < columns; j++) {
                for (int i = top; i < Math.min(rows(), top + Product.TILE); i++) {
                    result[j][i] = values[i][j];
                }
            }
        }
        return new Matrix(rows(), result);
    }

    /** {@code this · right}; every element is a chain of fused multiply-adds in ascending order. */
    public Matrix multiply(Matrix right) {
        require(columns == right.rows(), "The inner sides must agree");
        return new Matrix(right.columns, Product.of(values, right.values, right.columns));
    }

    /** {@code this · rightᵀ}. */
    public Matrix multiplyTransposed(Matrix right) {
        require(columns == right.columns, "The inner sides must agree");
        return new Matrix(right.rows(), Product.ofTransposed(values, right.values, columns));
    }

    public Matrix plus(Matrix other) {
        return combined(1, other);
    }

    public Matrix minus(Matrix other) {
        return combined(-1, other);
    }

    private Matrix combined(double factor, Matrix other) {
        require(rows() == other.rows() && columns == other.columns, "Both must have the same sides");
        double[][] result = copy();
        for (int i = 0; i < result.length; i++) {
            Rows.add(factor, other.values[i], result[i], 0, columns);
        }
        return new Matrix(columns, result);
    }

    public Matrix times(double factor) {
        double[] factors = new double[rows()];
        Arrays.fill(factors, factor);
        return scaledRows(factors);
    }

    /** Each row times its own factor. */
    public Matrix scaledRows(double... factors) {
        double[][] result = copy();
        for (int i = 0; i < result.length; i++) {
            Rows.multiply(result[i], factors[i]);
        }
        return new Matrix(columns, result);
    }

    /** The rows from {@code from} to before {@code to}. */
    public Matrix rows(int from, int to) {
        return new Matrix(columns, Arrays.copyOfRange(values, from, to));
    }

    /** The columns from {@code from} to before {@code to}. */
    public Matrix columns(int from, int to) {
        double[][] result = new double[rows()][];
        Arrays.setAll(result, i -> Arrays.copyOfRange(values[i], from, to));
        return new Matrix(to - from, result);
    }

    /** The root of the sum of squares. */
    public double norm() {
        double squares = 0;
        for (double[] row : values) {
            squares += Rows.dot(row, row, 0, columns);
        }
        return Math.sqrt(squares);
    }

    /** The largest magnitude: 0 for an empty matrix, NaN where there is one. */
    public double largest() {
        double largest = 0;
        for (double[] row : values) {
            for (double value : row) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        return largest;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
