package io.graft.core.tokenizer;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Operand;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * An embedding, an output layer or its bias with its rows in the order of another vocabulary. Rows that the model lacks are read
 * from other models, all in float64 and unrounded. A bias has a row of one element for each token.
 */
final class RemappedRows implements Operand {
    private final TokenMap map;
    private final Operand own;
    private final Map<Integer, Operand> donors;
    private final Shape shape;
    private final boolean vector;
    private double[] mean;

    /**
     * @param own the model's tensor; one without a second dimension must let itself be read in any tile
     * @param donors the tensors of the models that rows are taken from, by their place, each as wide as this one
     */
    RemappedRows(TokenMap map, Operand own, Map<Integer, Operand> donors) {
        this.map = map;
        this.own = own;
        this.donors = donors;
        this.vector = own.shape().rank() == 1;
        this.shape = shape(own.shape(), map.rows());
        this.mean = new double[vector ? 1 : Math.toIntExact(Cut.width(own.shape()))];
    }

    /** The shape with another number of rows. */
    static Shape shape(Shape own, int rows) {
        long[] dims = new long[own.rank()];
        Arrays.setAll(dims, i -> i == 0 ? rows : own.dim(i));
        return Shape.of(dims);
    }

    @Override
    public DType dtype() {
        return own.dtype();
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public Cut cut() {
        return operands().map(Operand::cut).reduce(Cut.RECTANGLES, Cut::and);
    }

    /** The model's own tensor alone: which others fill in for it may depend on how a recipe lists them. */
    @Override
    public List<Tensor> content() {
        return own.content();
    }

    @Override
    public void prepare(Survey survey) throws InterruptedException {
        for (Operand operand : operands().toList()) {
            operand.prepare(survey);
        }
        if (map.needsMean()) {
            mean = survey.collect(shape, cut(), () -> new RowMean(mean.length), this::addTo, RowMean::plus)
                    .values();
        }
    }

    private void addTo(RowMean sums, Tile tile, Workspace workspace) {
        int mark = workspace.mark();
        double[] values = workspace.take(tile.count());
        read(tile, values, workspace);
        Tile rows = byToken(tile);
        for (int i = 0; i < rows.rows(); i++) {
            if (!map.isMean(Math.toIntExact(rows.row() + i))) {
                sums.add(values, i * rows.columns(), Math.toIntExact(rows.column()), rows.columns());
            }
        }
        workspace.reset(mark);
    }

    @Override
    public void read(Tile tile, double[] into, Workspace workspace) {
        Tile rows = byToken(tile);
        int first = Math.toIntExact(rows.row());
        for (int done = 0; done < rows.rows(); ) {
            int run = map.run(first + done, rows.rows() - done);
            read(first + done, run, rows, into, done * rows.columns(), workspace);
            done += run;
        }
    }

    private void read(int row, int run, Tile tile, double[] into, int at, Workspace workspace) {
        if (map.own(row).isPresent()) {
            copy(own, map.own(row).getAsInt(), run, tile, into, at, workspace);
            return;
        }
        switch (map.fill(row)) {
            case Fill.Row(int model, int theirs) -> copy(donor(model), theirs, 1, tile, into, at, workspace);
            case Fill.Average(var rows) -> average(rows, tile, into, at, workspace);
            case Fill.Zero _ -> Arrays.fill(into, at, at + tile.columns(), 0);
            case Fill.Mean _ -> System.arraycopy(mean, Math.toIntExact(tile.column()), into, at, tile.columns());
        }
    }

    private void copy(Operand from, int row, int rows, Tile tile, double[] into, int at, Workspace workspace) {
        Tile source = vector
                ? new Tile(0, 1, row, rows, from.shape().elements())
                : new Tile(row, rows, tile.column(), tile.columns(), tile.width());
        if (at == 0) {
            from.read(source, into, workspace);
            return;
        }
        int mark = workspace.mark();
        double[] values = workspace.take(source.count());
        from.read(source, values, workspace);
        System.arraycopy(values, 0, into, at, source.count());
        workspace.reset(mark);
    }

    /** Sorted, because the models may be listed in any order and a sum in float64 depends on it. */
    private void average(List<Fill.Row> rows, Tile tile, double[] into, int at, Workspace workspace) {
        int mark = workspace.mark();
        double[] all = workspace.take(rows.size() * tile.columns());
        for (int i = 0; i < rows.size(); i++) {
            Fill.Row from = rows.get(i);
            copy(donor(from.model()), from.row(), 1, tile, all, i * tile.columns(), workspace);
        }
        double[] values = workspace.take(rows.size());
        for (int column = 0; column < tile.columns(); column++) {
            for (int i = 0; i < rows.size(); i++) {
                values[i] = all[i * tile.columns() + column];
            }
            into[at + column] = mean(values, rows.size());
        }
        workspace.reset(mark);
    }

    private static double mean(double[] values, int count) {
        Arrays.sort(values, 0, count);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += values[i];
        }
        return sum / count;
    }

    @Override
    public void release() {
        operands().forEach(Operand::release);
    }

    private Stream<Operand> operands() {
        return Stream.concat(Stream.of(own), donors.values().stream());
    }

    private Operand donor(int model) {
        return Objects.requireNonNull(donors.get(model));
    }

    /** The tile with a row for each token, which a vector's tiles do not have. */
    private Tile byToken(Tile tile) {
        return vector ? new Tile(tile.column(), tile.columns(), 0, 1, 1) : tile;
    }
}
