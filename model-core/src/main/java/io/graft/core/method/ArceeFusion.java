package io.graft.core.method;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Shape;
import java.util.List;

/**
 * The base with the most important changes of another model. A change is as important as it is large, times the divergence between
 * the softmax of the model's row and that of the base's; those count that lie 1.5 interquartile ranges above the median.
 */
final class ArceeFusion implements MergeMethod {
    private static final double RANGES = 1.5;

    @Override
    public Description description() {
        return new Description(
                "arcee_fusion",
                "The base with those changes of another model that are outliers in importance.",
                "mergekit, https://github.com/arcee-ai/mergekit",
                Models.onBase(1, 1),
                true,
                List.of());
    }

    @Override
    public Formula formula(Ingredients ingredients) {
        return new Fusion(ingredients);
    }

    private static final class Fusion implements Formula {
        private final Vectors changes;
        private final Vectors pair;
        private final Shape shape;
        private final Partition.Runs rows;
        private double[] divergence = {};
        private double threshold;

        Fusion(Ingredients ingredients) {
            changes = Vectors.of(ingredients);
            pair = new Vectors(List.of(ingredients.models().getFirst(), ingredients.requiredBase()), null);
            shape = ingredients.shape();
            rows = Partition.rows(shape, ingredients.tensor());
        }

        @Override
        public Cut cut() {
            return changes.cut();
        }

        @Override
        public void prepare(Survey survey) throws InterruptedException {
            changes.prepare(survey);
            if (shape.elements() == 0) {
                return;
            }
            divergence = new SoftmaxDivergence(pair, shape, rows).measure(survey);
            OrderStatistics statistics = new OrderStatistics(this::importance, shape, cut(), survey);
            long last = shape.elements() - 1;
            double[] quartiles = statistics.at(last / 4, last / 2, last / 4 * 3 + last % 4 * 3 / 4);
            threshold = quartiles[1] + RANGES * (quartiles[2] - quartiles[0]);
        }

        private void importance(Tile tile, double[] into, Workspace workspace) {
            int mark = workspace.mark();
            importance(change(tile, changes.readOrigin(tile, workspace), workspace), tile, into);
            workspace.reset(mark);
        }

        private double[] change(Tile tile, double[] base, Workspace workspace) {
            return changes.read(tile, base, workspace)[0];
        }

        private void importance(double[] change, Tile tile, double[] into) {
            rows.spread(divergence, tile, into);
            for (int i = 0; i < tile.count(); i++) {
                into[i] *= Math.abs(change[i]);
            }
        }

        @Override
        public void compute(Tile tile, double[] result, Workspace workspace) {
            int mark = workspace.mark();
            double[] base = changes.readOrigin(tile, workspace);
            double[] change = change(tile, base, workspace);
            importance(change, tile, result);
            for (int i = 0; i < tile.count(); i++) {
                boolean ordinary = result[i] < threshold;
                result[i] = base[i] + (ordinary ? 0 : change[i]);
            }
            workspace.reset(mark);
        }

        @Override
        public void release() {
            changes.release();
            divergence = new double[0];
        }
    }
}
