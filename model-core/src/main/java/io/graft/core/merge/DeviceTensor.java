package io.graft.core.merge;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Operand;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.method.LinearForm;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Elements;
import io.graft.core.tensor.Shape;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tensor whose sum a device computes, in blocks of whole rows. Reading the inputs and rounding the result stay with the kernels, which
 * also compute some blocks anew, to say how far the two are apart.
 */
final class DeviceTensor implements OutputTensor {
    /** Of so many blocks one is compared, the first of each tensor among them. */
    private static final long SAMPLED = 16;

    private static final long MOST_ULP = 4;
    /** Far more than doubles lose in a sum of some thousand terms, and less than half a unit of a float. */
    private static final double NEGLIGIBLE = 1e-9;

    private final FormulaTensor own;
    private final LinearForm form;
    private final DeviceUse use;
    private final DeviceTally tally;
    private Device.@Nullable Loaded loaded;

    private DeviceTensor(FormulaTensor own, LinearForm form, DeviceUse use, DeviceTally tally) {
        this.own = own;
        this.form = form;
        this.use = use;
        this.tally = tally;
    }

    /** Empty where the tensor is no sum, or one of factors of another width. */
    static Optional<DeviceTensor> of(FormulaTensor tensor, DeviceUse use, DeviceTally tally) {
        return tensor.formula()
                .linear()
                .filter(form -> tensor.dtype().bytes() > 1 && Cut.width(tensor.shape()) <= Integer.MAX_VALUE)
                .filter(form -> form.products().isEmpty() || tensor.shape().rank() == 2)
                .map(form -> new DeviceTensor(tensor, form, use, tally));
    }

    @Override
    public String name() {
        return own.name();
    }

    @Override
    public DType dtype() {
        return own.dtype();
    }

    @Override
    public Shape shape() {
        return own.shape();
    }

    /** A product needs whole rows; elements that stand for themselves need none. */
    private boolean isFlat() {
        return form.products().isEmpty() && own.formula().cut() == Cut.ELEMENTS;
    }

    @Override
    public long granule() {
        return isFlat() ? own.granule() : Math.max(1, Cut.width(shape()));
    }

    private Tile tile(long first, int count) {
        if (isFlat()) {
            return new Tile(0, 1, first, count, shape().elements());
        }
        int width = Math.toIntExact(granule());
        return new Tile(first / width, count / width, 0, width, width);
    }

    @Override
    public void prepare(Survey survey) throws InterruptedException {
        own.prepare(survey);
        loaded = use.device().load(form);
    }

    @Override
    public boolean compute(long first, int count, MemorySegment into, Workspace workspace) {
        Tile tile = tile(first, count);
        int mark = workspace.mark();
        double[] result = workspace.take(count);
        Operand base = form.origin();
        double @Nullable [] origin = base == null ? null : read(base, tile, workspace);
        double[][] wholes = wholes(tile, workspace);
        Objects.requireNonNull(loaded).compute(tile.row(), tile.rows(), tile.columns(), origin, wholes, result);
        boolean finite = tile.write(dtype(), result, into, first, workspace.kernels());
        if (use.whole() || first / count % SAMPLED == 0) {
            double largest = Math.max(largest(result, count), largest(wholes, count));
            compare(
                    first,
                    count,
                    into,
                    origin == null ? largest : Math.max(largest, largest(origin, count)),
                    workspace);
        }
        workspace.reset(mark);
        return finite;
    }

    private double[][] wholes(Tile tile, Workspace workspace) {
        List<LinearForm.Whole> wholes = form.wholes();
        double[][] values = new double[wholes.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(wholes.get(i).operand(), tile, workspace);
        }
        return values;
    }

    private static double[] read(Operand operand, Tile tile, Workspace workspace) {
        double[] values = workspace.take(tile.count());
        operand.read(tile, values, workspace);
        return values;
    }

    private static double largest(double[][] all, int count) {
        return Arrays.stream(all)
                .mapToDouble(values -> largest(values, count))
                .max()
                .orElse(0);
    }

    private static double largest(double[] values, int count) {
        return Arrays.stream(values, 0, count).map(Math::abs).max().orElse(0);
    }

    /** @param largest of all that was added up, and of the sums */
    private void compare(long first, int count, MemorySegment found, double largest, Workspace workspace) {
        MemorySegment expected = MemorySegment.ofArray(new byte[Math.multiplyExact(count, dtype().bytes())]);
        own.compute(first, count, expected, workspace);
        UlpDistance distance = UlpDistance.between(dtype(), found, expected, count);
        if (distance.greatest() > MOST_ULP) {
            requirePlausible(found, expected, count, largest * NEGLIGIBLE);
        }
        tally.compared(count, distance);
    }

    /** Where terms cancel, their rounding is many units of what is left; but never more than a tiny part of the terms. */
    private void requirePlausible(MemorySegment found, MemorySegment expected, int count, double negligible) {
        double[] one = new double[count];
        double[] other = new double[count];
        Elements.read(dtype(), found, 0, one, count);
        Elements.read(dtype(), expected, 0, other, count);
        for (int i = 0; i < count; i++) {
            if (!(Math.abs(one[i] - other[i]) <= negligible) && ulps(found, expected, i) > MOST_ULP) {
                throw MergeError.MERGE_DEVICE_WRONG.at(
                        name(),
                        "%s made %s of an element of %s that is %s by Graft's kernels"
                                .formatted(use.device().name(), one[i], name(), other[i]));
            }
        }
    }

    private long ulps(MemorySegment found, MemorySegment expected, int index) {
        long at = (long) index * dtype().bytes();
        return UlpDistance.between(dtype(), found.asSlice(at), expected.asSlice(at), 1)
                .greatest();
    }

    @Override
    public void release() {
        if (loaded != null) {
            loaded.close();
            loaded = null;
        }
        own.release();
    }
}
