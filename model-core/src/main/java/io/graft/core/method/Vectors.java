package io.graft.core.method;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Operand;
import io.graft.core.kernel.Shifted;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the models bring to one tensor, as vectors: themselves, or their differences from an origin if there is one. */
record Vectors(List<Operand> models, @Nullable Operand origin) {
    private static final double[] NOTHING = {};

    Vectors {
        models = List.copyOf(models);
    }

    /** Differences from the base, where the method has one. */
    static Vectors of(Ingredients ingredients) {
        return new Vectors(ingredients.models(), ingredients.base().orElse(null));
    }

    int count() {
        return models.size();
    }

    Cut cut() {
        return operands().map(Operand::cut).reduce(Cut.ELEMENTS, Cut::and);
    }

    void prepare(Survey survey) throws InterruptedException {
        for (Operand operand : operands().toList()) {
            operand.prepare(survey);
        }
    }

    void release() {
        operands().forEach(Operand::release);
    }

    private Stream<Operand> operands() {
        return Stream.concat(Stream.ofNullable(origin), models.stream());
    }

    /** The origin's tile in a block of the workspace; nothing if there is no origin. */
    double[] readOrigin(Tile tile, Workspace workspace) {
        if (origin == null) {
            return NOTHING;
        }
        double[] block = workspace.take(tile.count());
        origin.read(tile, block, workspace);
        return block;
    }

    /**
     * The tile of each vector, in blocks of the workspace.
     *
     * @param from what {@link #readOrigin} gave for the tile
     */
    double[][] read(Tile tile, double[] from, Workspace workspace) {
        double[][] blocks = new double[models.size()][];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = workspace.take(tile.count());
            read(models.get(i), tile, from, blocks[i], workspace);
        }
        return blocks;
    }

    private void read(Operand model, Tile tile, double[] from, double[] into, Workspace workspace) {
        if (model instanceof Shifted shifted && shifted.origin().equals(origin)) {
            Arrays.fill(into, 0, tile.count(), 0);
            shifted.addShift(tile, 1, into, workspace);
        } else {
            model.read(tile, into, workspace);
            subtract(into, from, Math.min(from.length, tile.count()));
        }
    }

    private static void subtract(double[] values, double[] from, int count) {
        for (int i = 0; i < count; i++) {
            values[i] -= from[i];
        }
    }
}
