package io.graft.core.method;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The base plus, at each place, the change of the one model that makes one, times a factor of that model's, or the mean of all
 * changes where there are several.
 */
final class ChangeSum implements Formula {
    private final Vectors vectors;
    private final Shape shape;
    private final double epsilon;
    private final @Nullable Scaling scaling;
    private final double[] factors;

    /** What a model's own changes are multiplied by. */
    @FunctionalInterface
    interface Scaling {
        /**
         * The factor of a model in this tensor.
         *
         * @param shared how many elements others change as well
         * @param own how many it changes alone, at least one
         */
        double factor(long shared, long own);
    }

    /**
     * Measures nothing yet.
     *
     * @param epsilon the difference up to which an element counts as unchanged
     * @param scaling null where all factors are 1
     */
    ChangeSum(Ingredients ingredients, double epsilon, @Nullable Scaling scaling) {
        this.vectors = Vectors.of(ingredients);
        this.shape = ingredients.shape();
        this.epsilon = epsilon;
        this.scaling = scaling;
        this.factors = new double[vectors.count()];
    }

    @Override
    public Cut cut() {
        return vectors.cut();
    }

    @Override
    public void prepare(Survey survey) throws InterruptedException {
        vectors.prepare(survey);
        Arrays.fill(factors, 1);
        if (scaling != null) {
            Tally tally = survey.collect(shape, cut(), () -> new Tally(vectors.count()), this::count, Tally::and);
            Arrays.setAll(factors, i -> tally.own[i] == 0 ? 1 : scaling.factor(tally.shared[i], tally.own[i]));
        }
    }

    /** How many elements each model changes together with others, and alone. */
    private static final class Tally {
        private final long[] shared;
        private final long[] own;

        Tally(int models) {
            shared = new long[models];
            own = new long[models];
        }

        Tally and(Tally later) {
            Arrays.setAll(shared, i -> shared[i] + later.shared[i]);
            Arrays.setAll(own, i -> own[i] + later.own[i]);
            return this;
        }
    }

    private void count(Tally tally, Tile tile, Workspace workspace) {
        int mark = workspace.mark();
        double[][] changes = vectors.read(tile, vectors.readOrigin(tile, workspace), workspace);
        double[] count = counts(changes, tile, workspace);
        for (int model = 0; model < changes.length; model++) {
            count(tally, model, changes[model], count, tile.count());
        }
        workspace.reset(mark);
    }

    private void count(Tally tally, int model, double[] changes, double[] count, int elements) {
        int shared = 0;
        int own = 0;
        for (int i = 0; i < elements; i++) {
            boolean changed = changes(changes[i]);
            shared += changed && count[i] > 1 ? 1 : 0;
            own += changed && count[i] == 1 ? 1 : 0;
        }
        tally.shared[model] += shared;
        tally.own[model] += own;
    }

    /** How many models change each element. */
    private double[] counts(double[][] changes, Tile tile, Workspace workspace) {
        double[] count = workspace.take(tile.count());
        Arrays.fill(count, 0, tile.count(), 0);
        for (double[] one : changes) {
            for (int i = 0; i < tile.count(); i++) {
                count[i] += changes(one[i]) ? 1 : 0;
            }
        }
        return count;
    }

    /** NaN is a change, so that it is not lost. */
    private boolean changes(double difference) {
        return !(Math.abs(difference) <= epsilon);
    }

    @Override
    public void compute(Tile tile, double[] result, Workspace workspace) {
        int mark = workspace.mark();
        double[] base = vectors.readOrigin(tile, workspace);
        double[][] changes = vectors.read(tile, base, workspace);
        double[] count = counts(changes, tile, workspace);
        double[] own = workspace.take(tile.count());
        Arrays.fill(own, 0, tile.count(), 0);
        Arrays.fill(result, 0, tile.count(), 0);
        for (int model = 0; model < changes.length; model++) {
            add(changes[model], factors[model], result, own, tile.count());
        }
        for (int i = 0; i < tile.count(); i++) {
            result[i] = base[i] + (count[i] > 1 ? result[i] / count[i] : own[i]);
        }
        workspace.reset(mark);
    }

    private void add(double[] changes, double factor, double[] shared, double[] own, int elements) {
        for (int i = 0; i < elements; i++) {
            double change = changes(changes[i]) ? changes[i] : 0;
            shared[i] += change;
            own[i] = Math.fma(factor, change, own[i]);
        }
    }

    @Override
    public void release() {
        vectors.release();
    }
}
