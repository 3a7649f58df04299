package io.graft.core.matrix;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The largest singular values of a large matrix, by a block Lanczos method with thick restarts (Golub and Underwood 1977; Baglama and
 * Reichel 2005): a basis of right vectors grows by aᵀa times its last block, and shrinks to its best approximations when it has
 * become too large. Vectors are rows. A value that occurs more often than a block has rows may be found less often.
 */
final class BlockKrylov {
    private static final double TOLERANCE = 1e-13;
    private static final int BLOCK = 16;
    private static final int SMALL = 1536;
    private static final int SMALLEST_BASIS = 160;
    private static final int MOST_RESTARTS = 100;
    private static final int SIDE_PER_RANK = 24;

    private final Matrix a;
    private final int rank;
    private final int limit;

    /** Orthonormal, and their images under a. */
    private Matrix basis;

    private Matrix images;

    private BlockKrylov(Matrix a, int rank) {
        this.a = a;
        this.rank = rank;
        this.limit = Math.max(SMALLEST_BASIS, 4 * rank);
        this.basis = orthonormal(start(a.columns()));
        this.images = basis.multiplyTransposed(a);
    }

    static boolean pays(Matrix a, int rank) {
        int side = Math.min(a.rows(), a.columns());
        return side > SMALL && (long) rank * SIDE_PER_RANK <= side && a.largest() < Double.POSITIVE_INFINITY;
    }

    static Svd top(Matrix a, int rank) {
        return new BlockKrylov(a, rank).run();
    }

    private Svd run() {
        for (int restart = 0; restart < MOST_RESTARTS; restart++) {
            Matrix next = grow();
            Svd small = Svd.of(images);
            Matrix vectors = small.left().multiply(basis);
            if (converged(small, vectors)) {
                return result(small, vectors);
            }
            shrink(small, vectors);
            add(next);
        }
        return Svd.of(a).truncated(rank);
    }

    /** Fills the basis; returns the block that comes next. */
    private Matrix grow() {
        Matrix next = next();
        while (basis.rows() + BLOCK <= limit) {
            add(next);
            next = next();
        }
        return next;
    }

    private Matrix next() {
        Matrix block = images.rows(images.rows() - BLOCK, images.rows()).multiply(a);
        return orthonormal(besides(orthonormal(besides(block))));
    }

    /** What is left of the rows when all that lies in the basis is taken off. */
    private Matrix besides(Matrix rows) {
        return rows.minus(rows.multiplyTransposed(basis).multiply(basis));
    }

    private void add(Matrix block) {
        basis = Matrix.stacked(List.of(basis, block));
        images = Matrix.stacked(List.of(images, block.multiplyTransposed(a)));
    }

    private void shrink(Svd small, Matrix vectors) {
        int kept = limit / 2;
        basis = vectors.rows(0, kept);
        images = small.right().rows(0, kept).scaledRows(small.values());
    }

    /** Whether uᵀ · a = value · vᵀ holds for all that were asked for. */
    private boolean converged(Svd small, Matrix vectors) {
        double[] values = small.values();
        Matrix residuals = small.right()
                .rows(0, rank)
                .multiply(a)
                .minus(vectors.rows(0, rank).scaledRows(values));
        return Arrays.stream(residuals.values())
                .noneMatch(row -> Math.sqrt(Rows.dot(row, row, 0, row.length)) > TOLERANCE * values[0]);
    }

    private Svd result(Svd small, Matrix vectors) {
        double[] values = Arrays.copyOf(small.values(), rank);
        int side = Math.max(a.rows(), a.columns());
        return Svd.normalised(
                small.right().rows(0, rank), values, vectors.rows(0, rank), Svd.noise(side, small.values()[0]));
    }

    private static Matrix orthonormal(Matrix rows) {
        return Qr.of(rows.transpose()).q().transpose();
    }

    private static Matrix start(int length) {
        Random random = new Random(BLOCK);
        double[][] rows = new double[BLOCK][length];
        for (double[] row : rows) {
            Arrays.setAll(row, _ -> random.nextDouble() - 0.5);
        }
        return new Matrix(length, rows);
    }
}
