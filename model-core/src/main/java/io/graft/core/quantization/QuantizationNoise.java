package io.graft.core.quantization;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.interference.Tuning;
import io.graft.core.tensor.Tensor;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How much quantising has changed the weights that an adapter was trained on, beside what the adapter changes in them. An adapter that
 * was trained on quantised weights (QLoRA) has learnt to live with their error: merged into the weights before, it meets weights it has
 * never seen.
 *
 * @param how the weights are quantised, such as {@code nf4}
 * @param weights those that the adapter changes
 */
public record QuantizationNoise(String how, List<Weight> weights) {
    private static final int ROOM = 1 << 14;

    /**
     * One weight.
     *
     * @param error the Frobenius norm of what quantising has changed
     * @param delta that of what the adapter changes
     */
    public record Weight(String tensor, double error, double delta) {
        /** The error as a multiple of the delta. */
        public double ratio() {
            return error / delta;
        }
    }

    public QuantizationNoise {
        weights = List.copyOf(weights);
    }

    /** The same weight after quantising. */
    @FunctionalInterface
    private interface Quantised {
        void read(String tensor, long first, double[] into, int count);
    }

    /**
     * Measured between a model and what it was quantised to.
     *
     * @param quantised opened with its weights unpacked
     * @throws io.graft.core.GraftException if it lacks a weight that the adapter changes, or has it in another shape
     */
    public static QuantizationNoise between(Checkpoint original, Checkpoint quantised, Tuning adapter) {
        adapter.targets().forEach(name -> requireTwin(original, quantised, name));
        return measured(
                Dequantisation.of(quantised).map(Dequantisation::method).orElse("as stored"),
                original,
                adapter,
                (name, first, into, count) -> quantised.tensor(name).read(first, into, count));
    }

    /** Measured by quantising a model as {@code load_in_4bit} does. */
    public static QuantizationNoise ofNf4(Checkpoint original, Tuning adapter) {
        return measured("nf4", original, adapter, (name, first, into, count) -> {
            original.tensor(name).read(first, into, count);
            Nf4.round(into, count);
        });
    }

    private static QuantizationNoise measured(String how, Checkpoint original, Tuning adapter, Quantised quantised) {
        return new QuantizationNoise(
                how,
                adapter.targets().parallelStream()
                        .map(name -> new Weight(name, error(original.tensor(name), quantised), adapter.norm(name)))
                        .toList());
    }

    private static void requireTwin(Checkpoint original, Checkpoint quantised, String name) {
        if (!quantised.holds(name)
                || !quantised.tensor(name).shape().equals(original.tensor(name).shape())) {
            throw QuantizationError.QUANTIZATION_NOT_COMPARABLE.at(
                    quantised.folder() + ": " + name,
                    "%s has no %s of the shape that it has in %s"
                            .formatted(quantised.folder(), name, original.folder()));
        }
    }

    private static double error(Tensor original, Quantised quantised) {
        double[] before = new double[ROOM];
        double[] after = new double[ROOM];
        double sum = 0;
        for (long first = 0; first < original.elements(); first += ROOM) {
            int count = (int) Math.min(ROOM, original.elements() - first);
            original.read(first, before, count);
            quantised.read(original.name(), first, after, count);
            for (int i = 0; i < count; i++) {
                sum += (after[i] - before[i]) * (after[i] - before[i]);
            }
        }
        return Math.sqrt(sum);
    }

    /** The error of all weights as a multiple of the delta of all: the ratio of their Frobenius norms. */
    public double ratio() {
        return norm(Weight::error) / norm(Weight::delta);
    }

    private double norm(ToDoubleFunction<Weight> of) {
        return Math.sqrt(
                weights.stream().mapToDouble(of).map(value -> value * value).sum());
    }
}
