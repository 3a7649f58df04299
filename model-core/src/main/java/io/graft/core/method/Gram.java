package io.graft.core.method;

import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** The inner products of a few vectors with each other: enough to measure any weighted sum of them. */
final class Gram {
    private final double[][] products;

    private Gram(double[][] products) {
        this.products = products;
    }

    /** The inner products of the vectors that each part of the tensor consists of. */
    static List<Gram> of(Vectors vectors, Shape shape, Partition partition, Survey survey) throws InterruptedException {
        int pairs = place(vectors.count(), 0);
        double[][] shared = new double[pairs][partition.parts()];
        double[][] sums = survey.collect(
                shape,
                vectors.cut().and(partition.cut()),
                () -> partition.apart() ? shared : new double[pairs][partition.parts()],
                (into, tile, workspace) -> add(into, vectors, partition, tile, workspace),
                partition.apart() ? (into, _) -> into : Gram::joined);
        return IntStream.range(0, partition.parts())
                .mapToObj(part -> unpacked(sums, vectors.count(), part))
                .toList();
    }

    private static void add(double[][] sums, Vectors vectors, Partition partition, Tile tile, Workspace workspace) {
        int mark = workspace.mark();
        double[][] blocks = vectors.read(tile, vectors.readOrigin(tile, workspace), workspace);
        for (int i = 0; i < blocks.length; i++) {
            for (int j = 0; j <= i; j++) {
                partition.addProducts(sums[place(i, j)], tile, blocks[i], blocks[j]);
            }
        }
        workspace.reset(mark);
    }

    private static double[][] joined(double[][] sums, double[][] later) {
        for (int pair = 0; pair < sums.length; pair++) {
            for (int part = 0; part < sums[pair].length; part++) {
                sums[pair][part] += later[pair][part];
            }
        }
        return sums;
    }

    private static int place(int i, int j) {
        return i * (i + 1) / 2 + j;
    }

    private static Gram unpacked(double[][] sums, int size, int part) {
        double[][] products = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                products[i][j] = sums[place(i, j)][part];
                products[j][i] = products[i][j];
            }
        }
        return new Gram(products);
    }

    int size() {
        return products.length;
    }

    double product(int i, int j) {
        return products[i][j];
    }

    /** The inner product of a weighted sum of the vectors with one of them. */
    double product(double[] weights, int j) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum = Math.fma(weights[i], products[i][j], sum);
        }
        return sum;
    }

    double norm(int i) {
        return Math.sqrt(products[i][i]);
    }

    double[] norms() {
        return IntStream.range(0, size()).mapToDouble(this::norm).toArray();
    }

    /** The norm of a weighted sum of the vectors. */
    double norm(double[] weights) {
        double square = 0;
        for (int j = 0; j < weights.length; j++) {
            square = Math.fma(weights[j], product(weights, j), square);
        }
        return Math.sqrt(Math.max(0, square));
    }

    /** The same for some of the vectors, each divided by a length. */
    Gram divided(int[] chosen, double[] lengths) {
        double[][] divided = new double[chosen.length][chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            for (int j = 0; j < chosen.length; j++) {
                divided[i][j] = products[chosen[i]][chosen[j]] / (lengths[chosen[i]] * lengths[chosen[j]]);
            }
        }
        return new Gram(divided);
    }
}
