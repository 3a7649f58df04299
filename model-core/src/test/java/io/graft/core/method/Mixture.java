package io.graft.core.method;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Kernels;
import io.graft.core.kernel.Operand;
import io.graft.core.kernel.StoredOperand;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Elements;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A tensor to merge, for tests: a base, models near it, and settings by name, for all models or one by one. */
record Mixture(Shape shape, Operand baseOperand, List<Operand> models, Map<String, double[]> settings)
        implements Ingredients {
    static Mixture of(long... dims) {
        Shape shape = Shape.of(dims);
        return new Mixture(shape, operand(shape, random(shape, 0)), List.of(), Map.of("weight", new double[] {1}));
    }

    private static double[] random(Shape shape, long seed) {
        Random random = new Random(seed);
        return random.doubles(shape.elements())
                .map(_ -> random.nextGaussian() * 0.1)
                .toArray();
    }

    private static Operand operand(Shape shape, double[] values) {
        MemorySegment data = MemorySegment.ofArray(new byte[values.length * DType.BF16.bytes()]);
        Elements.write(DType.BF16, values, values.length, data, 0);
        return new StoredOperand(new Tensor("t", DType.BF16, shape, data));
    }

    Mixture base(double[] values) {
        return new Mixture(shape, operand(shape, values), models, settings);
    }

    /** With a model that differs from the base by normal numbers a tenth of its size. */
    Mixture model(long seed) {
        double[] values = read(baseOperand);
        double[] change = random(shape, seed);
        for (int i = 0; i < values.length; i++) {
            values[i] += change[i] / 10;
        }
        return model(values);
    }

    Mixture model(double[] values) {
        List<Operand> more = new ArrayList<>(models);
        more.add(operand(shape, values));
        return new Mixture(shape, baseOperand, more, settings);
    }

    Mixture with(String parameter, double... values) {
        Map<String, double[]> more = new HashMap<>(settings);
        more.put(parameter, values);
        return new Mixture(shape, baseOperand, models, more);
    }

    double[] baseValues() {
        return read(baseOperand);
    }

    /** What each model changes. */
    double[] delta(int model) {
        double[] delta = read(models.get(model));
        double[] base = baseValues();
        for (int i = 0; i < delta.length; i++) {
            delta[i] -= base[i];
        }
        return delta;
    }

    private double[] read(Operand operand) {
        double[] values = new double[(int) shape.elements()];
        operand.read(new Tile(0, 1, 0, values.length, values.length), values, new Workspace(Kernels.scalar()));
        return values;
    }

    /** What the method makes of it, before it is rounded. */
    double[] merge(String method) {
        Formula formula = MergeMethods.named(method).orElseThrow().formula(this);
        try {
            formula.prepare(new Chunks());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        double[] result = new double[(int) shape.elements()];
        formula.compute(whole(formula.cut()), result, new Workspace(Kernels.fastest()));
        return result;
    }

    private Tile whole(Cut cut) {
        int width = Math.toIntExact(cut == Cut.ELEMENTS ? shape.elements() : Cut.width(shape));
        return new Tile(0, Math.toIntExact(shape.elements() / width), 0, width, width);
    }

    /** What of the base changes. */
    double[] change(String method) {
        double[] change = merge(method);
        double[] base = baseValues();
        for (int i = 0; i < change.length; i++) {
            change[i] -= base[i];
        }
        return change;
    }

    @Override
    public String tensor() {
        return "t";
    }

    @Override
    public Optional<Operand> base() {
        return Optional.of(baseOperand);
    }

    @Override
    public double value(Parameter parameter) {
        return value(parameter, 0);
    }

    @Override
    public double value(Parameter parameter, int model) {
        double[] given = settings.get(parameter.name());
        return given == null ? parameter.fallbackValue().orElseThrow() : given[Math.min(model, given.length - 1)];
    }

    @Override
    public Draws draws(int model) {
        return new Draws(7, model);
    }
}
