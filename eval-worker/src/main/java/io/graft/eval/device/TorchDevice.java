package io.graft.eval.device;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.graft.core.kernel.LowRankFactors;
import io.graft.core.merge.Device;
import io.graft.core.method.LinearForm;
import io.graft.eval.decoder.DecoderError;
import io.graft.eval.decoder.Devices;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A processor that PyTorch computes on, in float64 throughout: the engine has no bfloat16, and with doubles one rounding is left, which
 * Graft's kernels do.
 */
public final class TorchDevice implements Device {
    private final String name;
    private final NDManager manager;

    private TorchDevice(String name, NDManager manager) {
        this.name = name;
        this.manager = manager;
    }

    /**
     * Opens a device.
     *
     * @param name {@code cpu}, {@code cuda} or {@code cuda:N}
     * @param shown what its user calls it
     * @throws io.graft.core.GraftException {@link io.graft.eval.decoder.DecoderError#DEVICE_MISSING} if there is none such
     */
    public static TorchDevice open(String name, String shown) {
        return new TorchDevice(shown, NDManager.newBaseManager(Devices.named(name), Devices.ENGINE));
    }

    /** How many GPUs the engine can use. */
    public static int gpus() {
        return Devices.gpus();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Loaded load(LinearForm form) {
        return guarded(() -> new Sum(form, manager.newSubManager()));
    }

    private <T> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (EngineException e) {
            throw DecoderError.DEVICE_FAILED.at(
                    name,
                    "%s failed: %s".formatted(name, e.getMessage()),
                    "If its memory is full, try a smaller --block-size and fewer --threads; or leave out --device.",
                    e);
        }
    }

    @Override
    public void close() {
        manager.close();
    }

    /** A product on the device. */
    private record Factors(NDArray left, NDArray right, double scale) {}

    private final class Sum implements Loaded {
        private final LinearForm form;
        private final NDManager manager;
        private final List<Factors> products = new ArrayList<>();

        Sum(LinearForm form, NDManager manager) {
            this.form = form;
            this.manager = manager;
            for (LinearForm.Product product : form.products()) {
                LowRankFactors factors = product.product().factors().get();
                products.add(new Factors(
                        matrix(manager, factors.leftValues(), factors.rows(), factors.rank()),
                        matrix(manager, factors.rightValues(), factors.rank(), factors.columns()),
                        product.weight() * product.product().scale()));
            }
        }

        @Override
        public void compute(
                long row, int rows, int width, double @Nullable [] origin, double[][] wholes, double[] result) {
            guarded(() -> {
                computeBlock(row, rows, width, origin, wholes, result);
                return result;
            });
        }

        private void computeBlock(
                long row, int rows, int width, double @Nullable [] origin, double[][] wholes, double[] result) {
            try (NDManager block = manager.newSubManager()) {
                NDArray base = origin == null ? null : matrix(block, origin, rows, width);
                NDArray sum = block.zeros(new Shape(rows, width), DataType.FLOAT64);
                for (int i = 0; i < wholes.length; i++) {
                    NDArray whole = matrix(block, wholes[i], rows, width);
                    if (base != null) {
                        whole.subi(base);
                    }
                    sum.addi(whole.muli(form.wholes().get(i).weight()));
                }
                for (Factors factors : products) {
                    sum.addi(product(factors, row, rows, block));
                }
                if (form.divisor() != 1) {
                    sum.divi(form.divisor());
                }
                if (base != null) {
                    sum.muli(form.factor()).addi(base);
                }
                System.arraycopy(sum.toDoubleArray(), 0, result, 0, rows * width);
            }
        }

        /** Nothing of it may belong to the manager that stays. */
        private NDArray product(Factors factors, long row, int rows, NDManager block) {
            NDArray part = factors.left().get(new NDIndex("{}:{}", row, row + rows));
            part.attach(block);
            return part.matMul(factors.right()).muli(factors.scale());
        }

        @Override
        public void close() {
            manager.close();
        }
    }

    private static NDArray matrix(NDManager owner, double[] values, int rows, int columns) {
        return owner.create(DoubleBuffer.wrap(values, 0, rows * columns), new Shape(rows, columns), DataType.FLOAT64);
    }
}
