package io.graft.core.interference;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How two trainings of one base get into each other's way.
 *
 * @param modules the tensors that both change, by name
 */
public record Interference(String first, String second, List<ModuleInterference> modules) {
    public Interference {
        modules = List.copyOf(modules);
    }

    /** Of two trainings; tensors that only one of them changes, or in another shape, cannot be in the way. */
    public static Interference of(Tuning first, Tuning second) {
        List<ModuleInterference> modules = first.changes().keySet().parallelStream()
                .filter(second.changes()::containsKey)
                .map(tensor -> new Comparison(tensor, first.change(tensor), second.change(tensor)))
                .filter(pair -> pair.first().rows() == pair.second().rows()
                        && pair.first().columns() == pair.second().columns())
                .map(Comparison::of)
                .toList();
        return new Interference(first.name(), second.name(), modules);
    }

    /** Of each with each of those that follow it. */
    public static List<Interference> among(List<Tuning> tunings) {
        List<Interference> pairs = new ArrayList<>();
        IntStream.range(0, tunings.size()).forEach(i -> IntStream.range(i + 1, tunings.size())
                .forEach(j -> pairs.add(of(tunings.get(i), tunings.get(j)))));
        return pairs;
    }

    /** Of the angle between all changes of the one and all of the other that meet. */
    public double cosine() {
        return ModuleInterference.cosine(
                modules.stream().mapToDouble(ModuleInterference::inner).sum(),
                norm(ModuleInterference::firstNorm),
                norm(ModuleInterference::secondNorm));
    }

    /** The share of elements on which they disagree. */
    public double signConflict() {
        long signs = modules.stream().mapToLong(ModuleInterference::signs).sum();
        return signs == 0
                ? 0
                : modules.stream()
                                .mapToDouble(module -> module.signConflict() * module.signs())
                                .sum()
                        / signs;
    }

    /** How much larger the second one's changes are than the first one's. */
    public double normRatio() {
        double first = norm(ModuleInterference::firstNorm);
        return first == 0 ? Double.NaN : norm(ModuleInterference::secondNorm) / first;
    }

    /** The mean over modules of what both write to; null where no change is of low rank. */
    public @Nullable Double outputOverlap() {
        return mean(ModuleInterference::outputOverlap);
    }

    /** The mean over modules of what both read from; null where no change is of low rank. */
    public @Nullable Double inputOverlap() {
        return mean(ModuleInterference::inputOverlap);
    }

    private double norm(Function<ModuleInterference, Double> norm) {
        return Math.sqrt(
                modules.stream().map(norm).mapToDouble(value -> value * value).sum());
    }

    private @Nullable Double mean(Function<ModuleInterference, @Nullable Double> value) {
        OptionalDouble mean = modules.stream()
                .map(value)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average();
        return mean.isPresent() ? (Double) mean.getAsDouble() : null;
    }
}
