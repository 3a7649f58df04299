package io.graft.core.merge;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Operand;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.method.LinearForm;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import java.lang.foreign.MemorySegment;
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
        Operand origin = form.origin();
        Objects.requireNonNull(loaded)
                .compute(
                        tile.row(),
                        tile.rows(),
                        tile.columns(),
                        origin == null ? null : read(origin, tile, workspace),
                        wholes(tile, workspace),
                        result);
        boolean finite = tile.write(dtype(), result, into, first, workspace.kernels());
        workspace.reset(mark);
        if (use.whole() || first / count % SAMPLED == 0) {
            compare(first, count, into, workspace);
        }
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

    private void compare(long first, int count, MemorySegment found, Workspace workspace) {
        MemorySegment expected = MemorySegment.ofArray(new byte[Math.multiplyExact(count, dtype().bytes())]);
        own.compute(first, count, expected, workspace);
        UlpDistance distance = UlpDistance.between(dtype(), found, expected, count);
        requirePlausible(distance);
        tally.compared(count, distance);
    }

    /** Where a double is rounded to fewer bits, the order of additions is worth a unit or two; more is a fault of the device. */
    private void requirePlausible(UlpDistance distance) {
        if (dtype() != DType.F64 && distance.greatest() > MOST_ULP) {
            throw MergeError.MERGE_DEVICE_WRONG.at(
                    name(),
                    "%s made elements of %s that are up to %d units in the last place from what Graft's kernels make"
                            .formatted(use.device().name(), name(), distance.greatest()));
        }
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
