package io.graft.core.method;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A weighted sum whose weights depend on the norms of the vectors and the angles between them; with an origin, what is added to it.
 * Every point of the sphere or the plane that vectors span is such a sum, so nothing but their inner products has to be known.
 */
final class MeasuredSum implements Formula {
    private final Vectors vectors;
    private final Shape shape;
    private final Partition partition;
    private final Weighing weighing;
    private double[][] weights = {};
    private @Nullable WeightedSum whole;

    /** Says what the vectors are to be multiplied by before they are added up. */
    @FunctionalInterface
    interface Weighing {
        double[] weights(Gram gram);
    }

    MeasuredSum(Vectors vectors, Shape shape, Partition partition, Weighing weighing) {
        this.vectors = vectors;
        this.shape = shape;
        this.partition = partition;
        this.weighing = weighing;
    }

    /** One weight for all of a model's tensor. */
    static MeasuredSum ofWhole(Vectors vectors, Shape shape, Weighing weighing) {
        return new MeasuredSum(vectors, shape, Partition.whole(shape), weighing);
    }

    @Override
    public Cut cut() {
        return vectors.cut().and(partition.cut());
    }

    @Override
    public void prepare(Survey survey) throws InterruptedException {
        vectors.prepare(survey);
        List<Gram> grams = Gram.of(vectors, shape, partition, survey);
        weights = new double[vectors.count()][grams.size()];
        for (int part = 0; part < grams.size(); part++) {
            double[] given = weighing.weights(grams.get(part));
            for (int i = 0; i < given.length; i++) {
                weights[i][part] = given[i];
            }
        }
        whole = grams.size() == 1 ? whole() : null;
    }

    private WeightedSum whole() {
        double[] given = Arrays.stream(weights).mapToDouble(one -> one[0]).toArray();
        return vectors.origin() == null
                ? WeightedSum.of(vectors.models(), given, 1)
                : WeightedSum.ofDifferences(vectors.origin(), vectors.models(), given, 1, 1);
    }

    @Override
    public void compute(Tile tile, double[] result, Workspace workspace) {
        if (partition.parts() == 1) {
            Objects.requireNonNull(whole).compute(tile, result, workspace);
        } else {
            int mark = workspace.mark();
            double[] origin = vectors.readOrigin(tile, workspace);
            add(tile, result, vectors.read(tile, origin, workspace), workspace.take(tile.count()));
            add(result, origin, Math.min(origin.length, tile.count()));
            workspace.reset(mark);
        }
    }

    private void add(Tile tile, double[] sum, double[][] blocks, double[] weight) {
        Arrays.fill(sum, 0, tile.count(), 0);
        for (int i = 0; i < blocks.length; i++) {
            partition.spread(weights[i], tile, weight);
            double[] block = blocks[i];
            for (int j = 0; j < tile.count(); j++) {
                sum[j] = Math.fma(weight[j], block[j], sum[j]);
            }
        }
    }

    private static void add(double[] values, double[] others, int count) {
        for (int i = 0; i < count; i++) {
            values[i] += others[i];
        }
    }

    @Override
    public void release() {
        vectors.release();
        weights = new double[0][];
        whole = null;
    }
}
