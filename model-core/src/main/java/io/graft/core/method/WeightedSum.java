package io.graft.core.method;

import io.graft.core.kernel.BoundedSum;
import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Kernels;
import io.graft.core.kernel.Operand;
import io.graft.core.kernel.ScaledProduct;
import io.graft.core.kernel.Shifted;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.DType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A tensor as a sum: {@code Σ weight · model / divisor}, or, of differences from an origin,
 * {@code origin + factor · Σ weight · (model - origin) / divisor}. In float64, in the order of the terms. What several models have
 * in common, such as the base of several adapters, is read once.
 */
final class WeightedSum implements Formula {
    private final @Nullable Operand origin;
    private final List<Whole> wholes;
    private final List<Shift> shifts;
    private final double divisor;
    private final double factor;
    /** The one whole tensor of the sum, if there is but one and it counts as it is. */
    private final @Nullable Operand unscaled;

    private record Whole(double weight, Operand operand) {}

    private record Shift(double weight, Shifted operand) {}

    private WeightedSum(
            @Nullable Operand origin, List<Operand> models, double[] weights, double divisor, double factor) {
        Map<Operand, List<Double>> shares = new LinkedHashMap<>();
        this.shifts = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            Operand model = models.get(i);
            Operand whole = model instanceof Shifted shifted ? shifted.origin() : model;
            shares.computeIfAbsent(whole, key -> new ArrayList<>()).add(weights[i]);
            if (model instanceof Shifted shifted && weights[i] != 0 && factor != 0) {
                shifts.add(new Shift(weights[i], shifted));
            }
        }
        this.origin = origin;
        this.wholes = shares.entrySet().stream()
                .map(share -> new Whole(sum(share.getValue()), share.getKey()))
                .filter(whole -> matters(whole, factor))
                .toList();
        this.divisor = divisor;
        this.factor = factor;
        this.unscaled = unscaled();
    }

    static WeightedSum of(List<Operand> models, double[] weights, double divisor) {
        return new WeightedSum(null, models, weights, divisor, 1);
    }

    static WeightedSum ofDifferences(
            Operand origin, List<Operand> models, double[] weights, double divisor, double factor) {
        return new WeightedSum(origin, models, weights, divisor, factor);
    }

    private @Nullable Operand unscaled() {
        if (origin != null) {
            return wholes.isEmpty() ? origin : null;
        }
        return wholes.size() == 1 && wholes.getFirst().weight() == divisor
                ? wholes.getFirst().operand()
                : null;
    }

    private boolean matters(Whole whole, double times) {
        return whole.weight() != 0 && times != 0 && !whole.operand().equals(origin);
    }

    private static double sum(List<Double> weights) {
        return Weights.sum(weights.stream().mapToDouble(Double::doubleValue).toArray());
    }

    @Override
    public Cut cut() {
        return operands().map(Operand::cut).reduce(Cut.ELEMENTS, Cut::and);
    }

    private Stream<Operand> operands() {
        return Stream.of(
                        Stream.ofNullable(origin),
                        wholes.stream().map(Whole::operand),
                        shifts.stream().map(Shift::operand))
                .flatMap(operands -> operands);
    }

    @Override
    public Optional<Operand> copied() {
        return shifts.isEmpty() ? Optional.ofNullable(unscaled) : Optional.empty();
    }

    @Override
    public void prepare(Survey survey) throws InterruptedException {
        for (Operand operand : operands().toList()) {
            operand.prepare(survey);
        }
    }

    @Override
    public void release() {
        operands().forEach(Operand::release);
    }

    @Override
    public void compute(Tile tile, double[] result, Workspace workspace) {
        int mark = workspace.mark();
        double[] other = workspace.take(tile.count());
        if (origin == null) {
            sum(tile, result, other, workspace);
        } else {
            change(origin, tile, result, other, workspace);
        }
        workspace.reset(mark);
    }

    /** Rounds to bf16 from float32 where that is proved to give the same bits. */
    @Override
    public boolean write(Tile tile, DType dtype, MemorySegment to, long start, Workspace workspace) {
        BoundedSum sum = workspace.boundedSum();
        if (dtype != DType.BF16
                || shifts.isEmpty()
                || unscaled == null
                || !sum.begin(unscaled, tile)
                || !addShifts(sum)) {
            return Formula.super.write(tile, dtype, to, start, workspace);
        }
        int doubtful = sum.writeBrains(to, start);
        if (sum.isTooMany(doubtful)) {
            return Formula.super.write(tile, dtype, to, start, workspace);
        }
        boolean finite = true;
        for (int i = 0; i < doubtful; i++) {
            finite &= Formula.super.write(sum.doubtful(i), dtype, to, start, workspace.scalar());
        }
        return finite;
    }

    private boolean addShifts(BoundedSum sum) {
        boolean added = true;
        for (int i = 0; added && i < shifts.size(); i++) {
            added = add(sum, shifts.get(i));
        }
        return added;
    }

    private boolean add(BoundedSum sum, Shift shift) {
        Optional<ScaledProduct> product = shift.operand().product();
        return product.isPresent()
                && sum.add(
                        product.get().factors().get(),
                        shift.weight() * product.get().scale() * factor / divisor);
    }

    @Override
    public Optional<LinearForm> linear() {
        List<LinearForm.Product> products = shifts.stream()
                .flatMap(shift -> shift.operand().product().stream()
                        .map(product -> new LinearForm.Product(shift.weight(), product)))
                .toList();
        return products.size() < shifts.size()
                ? Optional.empty()
                : Optional.of(new LinearForm(
                        origin,
                        wholes.stream()
                                .map(whole -> new LinearForm.Whole(whole.weight(), whole.operand()))
                                .toList(),
                        products,
                        divisor,
                        factor));
    }

    private void sum(Tile tile, double[] sum, double[] other, Workspace workspace) {
        Kernels kernels = workspace.kernels();
        Arrays.fill(sum, 0, tile.count(), 0);
        for (Whole whole : wholes) {
            whole.operand().read(tile, other, workspace);
            kernels.add(sum, other, whole.weight(), tile.count());
        }
        addShifts(tile, sum, workspace);
        divide(sum, tile, kernels);
    }

    private void change(Operand base, Tile tile, double[] result, double[] other, Workspace workspace) {
        Kernels kernels = workspace.kernels();
        double[] sum = workspace.take(tile.count());
        Arrays.fill(sum, 0, tile.count(), 0);
        base.read(tile, result, workspace);
        for (Whole whole : wholes) {
            whole.operand().read(tile, other, workspace);
            kernels.addDifference(sum, other, result, whole.weight(), tile.count());
        }
        addShifts(tile, sum, workspace);
        divide(sum, tile, kernels);
        kernels.change(result, sum, factor, tile.count());
    }

    private void addShifts(Tile tile, double[] sum, Workspace workspace) {
        for (Shift shift : shifts) {
            shift.operand().addShift(tile, shift.weight(), sum, workspace);
        }
    }

    private void divide(double[] sum, Tile tile, Kernels kernels) {
        if (divisor != 1) {
            kernels.divide(sum, divisor, tile.count());
        }
    }
}
