package io.graft.core.merge;

import io.graft.core.method.Parameter;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Gathers the tensors of a plan that come about in the same way. */
final class TensorGroup {
    private final Key key;
    private final Target sample;
    private final List<Target> targets = new ArrayList<>();

    /** Tensors with the same key differ in nothing but numbers in their names and values of parameters. */
    private record Key(String pattern, int slice, DType dtype, Shape shape, boolean copied, List<String> parts) {
        static Key of(MergePlan plan, Target target, TrackedTensor tensor) {
            return new Key(
                    FoldedName.of(target.name()).pattern(),
                    plan.recipe().slices().indexOf(target.scope().slice()),
                    tensor.dtype(),
                    tensor.shape(),
                    tensor.isCopied(),
                    target.allParts()
                            .map(part -> FoldedName.of(part.tensor().name()).pattern())
                            .toList());
        }
    }

    private TensorGroup(Key key, Target sample) {
        this.key = key;
        this.sample = sample;
    }

    static List<Explanation.Group> of(MergePlan plan) {
        Map<Key, TensorGroup> groups = new LinkedHashMap<>();
        for (int i = 0; i < plan.targets().size(); i++) {
            Target target = plan.targets().get(i);
            Key key = Key.of(plan, target, plan.tensors().get(i));
            groups.computeIfAbsent(key, each -> new TensorGroup(each, target))
                    .targets
                    .add(target);
        }
        return groups.values().stream().map(TensorGroup::group).toList();
    }

    private Explanation.Group group() {
        List<SortedSet<Integer>> numbers =
                numbers(targets.stream().map(Target::name).toList());
        return new Explanation.Group(
                FoldedName.unfolded(key.pattern(), numbers),
                targets.size(),
                key.dtype().toString(),
                LongStream.range(0, key.shape().rank())
                        .mapToObj(i -> key.shape().dim((int) i))
                        .toList(),
                key.copied(),
                sample.basePart() == null ? null : use(-1, numbers),
                IntStream.range(0, sample.parts().size())
                        .mapToObj(i -> use(i, numbers))
                        .toList(),
                parameters());
    }

    /** One of the models; the base as number -1. */
    private Explanation.ModelUse use(int model, List<SortedSet<Integer>> own) {
        List<SortedSet<Integer>> theirs = numbers(targets.stream()
                .map(target -> target.part(model).tensor().name())
                .toList());
        return new Explanation.ModelUse(
                sample.part(model).source().model().toString(),
                theirs.equals(own) || theirs.isEmpty() ? null : FoldedName.ranges(theirs.getFirst()),
                model < 0 ? Map.of() : parameters(model));
    }

    private static List<SortedSet<Integer>> numbers(List<String> names) {
        List<SortedSet<Integer>> numbers = new ArrayList<>();
        for (String name : names) {
            List<Integer> each = FoldedName.of(name).numbers();
            for (int i = 0; i < each.size(); i++) {
                if (numbers.size() == i) {
                    numbers.add(new TreeSet<>());
                }
                numbers.get(i).add(each.get(i));
            }
        }
        return numbers;
    }

    private Map<String, Explanation.Span> parameters(int model) {
        Map<String, Explanation.Span> spans = new TreeMap<>();
        for (Parameter parameter : sample.method().description().parameters()) {
            if (parameter.perModel()) {
                put(spans, parameter, targets.stream().map(target -> target.find(parameter, model)));
            }
        }
        return spans;
    }

    private Map<String, Explanation.Span> parameters() {
        Map<String, Explanation.Span> spans = new TreeMap<>();
        for (Parameter parameter : sample.method().description().parameters()) {
            if (!parameter.perModel()) {
                put(spans, parameter, targets.stream().map(target -> target.find(parameter)));
            }
        }
        return spans;
    }

    private static void put(Map<String, Explanation.Span> spans, Parameter parameter, Stream<OptionalDouble> values) {
        double[] given = values.flatMapToDouble(OptionalDouble::stream).sorted().toArray();
        if (given.length > 0) {
            spans.put(
                    parameter.name(),
                    new Explanation.Span(parameter.written(given[0]), parameter.written(given[given.length - 1])));
        }
    }
}
