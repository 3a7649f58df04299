package io.graft.core.kernel;

import java.util.Arrays;

/**
 * Adds a low-rank product to tiles of any kind, which need not be the panels that its kernel works in. The bits are the same.
 *
 * @param scale what the product is multiplied by
 */
public record ProductTiles(LowRankFactors factors, double scale, Workspace workspace) {
    private static final int PANEL = LowRankFactors.PANEL;

    /** Adds the product to a tile of its matrix, or of a tensor whose elements are those of the matrix row after row. */
    public static void add(double[] sum, Tile tile, LowRankFactors factors, double scale, Workspace workspace) {
        new ProductTiles(factors, scale, workspace).add(sum, tile);
    }

    private void add(double[] sum, Tile tile) {
        if (tile.width() == factors.columns()) {
            int column = Math.toIntExact(tile.column());
            addRectangle(sum, 0, Math.toIntExact(tile.row()), tile.rows(), column, tile.columns());
        } else {
            for (int i = 0; i < tile.rows(); i++) {
                addRun(sum, i * tile.columns(), tile.first(i), tile.columns());
            }
        }
    }

    /** Adds the product to {@code count} values from {@code at} on, which are the matrix's elements from {@code first} on. */
    public void addRun(double[] sum, int at, long first, int count) {
        int width = factors.columns();
        int done = 0;
        while (done < count) {
            int row = Math.toIntExact((first + done) / width);
            int column = (int) ((first + done) % width);
            int rest = count - done;
            int rows = column == 0 ? Math.max(1, rest / width) : 1;
            int columns = Math.min(rest, width - column);
            addRectangle(sum, at + done, row, rows, column, columns);
            done += rows * columns;
        }
    }

    private void addRectangle(double[] sum, int at, int row, int rows, int column, int columns) {
        if (rows * columns == 1) { // One that is computed anew: no need to copy its panel
            sum[at] = Math.fma(scale, ScalarKernels.product(factors, row, column), sum[at]);
            return;
        }
        int end = column + columns;
        for (int panel = column / PANEL; panel * PANEL < end; panel++) {
            if (at == 0 && column == panel * PANEL && columns == factors.width(panel)) {
                workspace.kernels().addLowRank(sum, factors, row, rows, panel, scale);
            } else {
                addPanel(sum, at, row, rows, column, columns, panel);
            }
        }
    }

    /** Works on a copy of the panel, of which the rectangle may have but a part. */
    private void addPanel(double[] sum, int at, int row, int rows, int column, int columns, int panel) {
        int width = factors.width(panel);
        int from = Math.max(column, panel * PANEL);
        int count = Math.min(column + columns, panel * PANEL + width) - from;
        int mark = workspace.mark();
        double[] copy = workspace.take(rows * width);
        Arrays.fill(copy, 0, rows * width, 0);
        for (int i = 0; i < rows; i++) {
            System.arraycopy(sum, at + i * columns + from - column, copy, i * width + from - panel * PANEL, count);
        }
        workspace.kernels().addLowRank(copy, factors, row, rows, panel, scale);
        for (int i = 0; i < rows; i++) {
            System.arraycopy(copy, i * width + from - panel * PANEL, sum, at + i * columns + from - column, count);
        }
        workspace.reset(mark);
    }
}
